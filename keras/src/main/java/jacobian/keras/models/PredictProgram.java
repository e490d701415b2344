package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// The compiled inference of a model; many threads may use it at once.
final class PredictProgram {
    private final Model model;
    private final Compiled program;

    PredictProgram(Model model) {
        this.model = model;
        this.program = Compiled.of(model::predictStep);
    }

    List<Tensor> onBatch(List<Tensor> inputs) {
        model.ensureWeights(inputs);
        return program.apply(inputs.toArray(Tensor[]::new));
    }

    Buffer[] run(Buffer... inputs) {
        model.ensureWeights(List.of(inputs).stream().map(Tensor::of).toList());
        return program.run(inputs);
    }

    String explain() {
        return program.explain();
    }
}
