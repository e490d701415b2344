package jacobian.keras.callbacks.doctor;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.TerminateOnNaN;
import jacobian.keras.config.Seeds;
import jacobian.keras.models.Model;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// A network of which is known what is wrong with it, or that nothing is.
///
/// @param expected what the doctor should find; empty for a healthy one
record Patient(String name, Optional<Problem> expected, int epochs, boolean validates, LongFunction<Run> run) {
    /// A compiled model and its examples.
    record Run(Model model, Examples examples) {}

    static Patient ill(String name, Problem expected, int epochs, boolean validates, LongFunction<Run> run) {
        return new Patient(name, Optional.of(expected), epochs, validates, run);
    }

    static Patient sound(String name, int epochs, LongFunction<Run> run) {
        return new Patient(name, Optional.empty(), epochs, true, run);
    }

    /// Trains the network of `seed` with a doctor beside it.
    GradientDoctor examine(long seed) {
        Seeds.setRandomSeed(seed);
        var made = run.apply(seed);
        var doctor = new GradientDoctor().onFinding(_ -> {});
        made.model().fit(made.examples().x(), made.examples().y(), fit -> {
            fit.epochs(epochs).verbose(0).callbacks(doctor, new TerminateOnNaN());
            if (validates) {
                fit.validation(made.examples().validX(), made.examples().validY());
            }
        });
        return doctor;
    }

    /// The weights after an epoch, with these callbacks.
    List<float[]> weights(long seed, Callback... callbacks) {
        Seeds.setRandomSeed(seed);
        var made = run.apply(seed);
        made.model()
                .fit(
                        made.examples().x(),
                        made.examples().y(),
                        fit -> fit.verbose(0).callbacks(callbacks));
        return made.model().getWeights().stream().map(Tensor::floats).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
