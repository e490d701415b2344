package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The compiled inference of a model; many threads may use it at once.
final class PredictProgram {
    private final Model model;
    private final Compiled program;

    PredictProgram(Model model) {
        this.model = model;
        this.program = Compiled.of(model::predictStep);
    }

    List<Tensor> onBatch(List<Tensor> inputs) {
        var uncalled = model.ensureWeights(inputs);
        try {
            return program.apply(inputs.toArray(Tensor[]::new));
        } catch (RuntimeException failure) {
            throw explained(failure, uncalled);
        }
    }

    Buffer[] run(Buffer... inputs) {
        var uncalled =
                model.ensureWeights(List.of(inputs).stream().map(Tensor::of).toList());
        try {
            return program.run(inputs);
        } catch (RuntimeException failure) {
            throw explained(failure, uncalled);
        }
    }

    /// A step that failed, with why the model could not be called before: that may be what is wrong.
    static RuntimeException explained(RuntimeException failure, Optional<RuntimeException> uncalled) {
        uncalled.filter(why -> why != failure).ifPresent(failure::addSuppressed);
        return failure;
    }

    String explain() {
        return program.explain();
    }
}
