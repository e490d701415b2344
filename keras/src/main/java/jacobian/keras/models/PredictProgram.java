package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Mode;
import java.util.List;

/// The compiled inference of a model; many threads may use it at once.
final class PredictProgram {
    private final Model model;
    private final Compiled program;

    PredictProgram(Model model) {
        this.model = model;
        this.program = Compiled.of(inputs -> model.applyAll(Mode.INFERENCE, inputs));
    }

    List<Tensor> onBatch(List<Tensor> inputs) {
        model.ensureBuiltFor(inputs);
        return program.apply(inputs.toArray(Tensor[]::new));
    }

    Buffer[] run(Buffer... inputs) {
        model.ensureBuiltFor(List.of(inputs).stream().map(Tensor::of).toList());
        return program.run(inputs);
    }

    String explain() {
        return program.explain();
    }
}
