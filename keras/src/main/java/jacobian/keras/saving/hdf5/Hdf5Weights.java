package jacobian.keras.saving.hdf5;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.WeightGroup;
import jacobian.keras.saving.WeightTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A file of weights as Keras 3 keeps it: `<path>/vars/<number>` for each tensor, and a text `name` with each
/// group.
public final class Hdf5Weights implements WeightTable {
    private final Hdf5File file;
    private final Map<String, Hdf5Dataset> datasets = new LinkedHashMap<>();

    /// The tensors of `file`, which is closed with this.
    public Hdf5Weights(Hdf5File file) {
        this.file = file;
        gather("", file.root());
    }

    private void gather(String path, Hdf5Group group) {
        for (var name : group.datasets()) {
            datasets.put(path + name, group.dataset(name).orElseThrow());
        }
        for (var name : group.groups()) {
            gather(path + name + "/", group.group(name).orElseThrow());
        }
    }

    @Override
    public Set<String> places() {
        return Collections.unmodifiableSet(datasets.keySet());
    }

    private Hdf5Dataset dataset(String place) {
        var dataset = datasets.get(place);
        if (dataset == null) {
            throw new RefusedFileException("the file has no tensor at " + place);
        }
        return dataset;
    }

    @Override
    public TensorType type(String place) {
        var dataset = dataset(place);
        return new TensorType(dataset.dtype(), dataset.shape());
    }

    @Override
    public Tensor read(String place) {
        return dataset(place).tensor();
    }

    @Override
    public void close() {
        file.close();
    }

    /// The file of `groups`, to be written.
    public static Hdf5Writer writer(List<WeightGroup> groups) {
        var writer = new Hdf5Writer();
        for (var group : groups) {
            var folder = writer.root().group(group.folder());
            folder.attribute("name", group.name());
            for (int i = 0; i < group.tensors().size(); i++) {
                folder.dataset(Integer.toString(i), group.tensors().get(i).value());
            }
        }
        return writer;
    }
}
