package jacobian.keras.saving;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.Set;

/// The tensors of a safetensors file as weights.
final class SafetensorsTable implements WeightTable {
    private final Safetensors file;

    SafetensorsTable(Path file, Limits limits) {
        this.file = Safetensors.open(file, limits);
    }

    @Override
    public Set<String> places() {
        return file.names();
    }

    @Override
    public TensorType type(String place) {
        var entry = file.entry(place);
        return new TensorType(entry.type().dtype(), entry.shape());
    }

    @Override
    public Tensor read(String place) {
        return file.get(place);
    }

    @Override
    public void close() {
        // The mapping goes with the last tensor.
    }
}
