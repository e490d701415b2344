package jacobian.keras.callbacks.doctor;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.LambdaCallback;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.TerminateOnNaN;
import jacobian.keras.callbacks.Training;
import jacobian.keras.config.Config;
import jacobian.keras.config.Seeds;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Lambda;
import jacobian.keras.layers.Mode;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.models.StepData;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.SGD;
import java.util.ArrayList;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GradientDoctorTest {
    private static final int ROWS = 256;

    private static Tensor x() {
        var random = new SplittableRandom(1);
        var values = new float[ROWS * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, ROWS, 4);
    }

    private static Tensor y() {
        return x().sum(-1).tanh().expandDims(1);
    }

    private static Sequential model(Optimizer optimizer) {
        Seeds.setRandomSeed(4);
        var model = new Sequential(
                new Input(4),
                new Dense(16).activation(RELU).name("hidden"),
                new Dropout(0.2),
                new Dense(1).name("out"));
        model.compile(optimizer, new MeanSquaredError());
        return model;
    }

    @Test
    void a_sound_run_has_no_finding() {
        var doctor = new GradientDoctor();
        model(new Adam(0.01)).fit(x(), y(), fit -> fit.epochs(10).verbose(0).callbacks(doctor));
        assertThat(doctor.findings()).isEmpty();
        assertThat(doctor.report()).isEqualTo("nothing found in 80 steps");
        assertThat(doctor.unwatched()).containsExactly("overfitting, as fit has no validation data");
    }

    @Test
    void training_is_the_same_with_a_doctor_and_without() {
        var with = model(new Adam(0.01));
        with.fit(x(), y(), fit -> fit.epochs(5).verbose(0).callbacks(new GradientDoctor()));
        var without = model(new Adam(0.01));
        without.fit(x(), y(), fit -> fit.epochs(5).verbose(0));
        for (int i = 0; i < with.getWeights().size(); i++) {
            assertThat(with.getWeights().get(i).floats())
                    .isEqualTo(without.getWeights().get(i).floats());
        }
    }

    @Test
    void listeners_hear_findings_when_they_are_made() {
        var heard = new ArrayList<Finding>();
        var doctor = new GradientDoctor().onFinding(heard::add);
        model(new Adam(0.01))
                .fit(x().multiply(1000), y(), fit -> fit.epochs(4).verbose(0).callbacks(doctor));
        assertThat(heard).extracting(Finding::problem).contains(Problem.UNSCALED_INPUTS);
        assertThat(doctor.findings()).containsExactlyInAnyOrderElementsOf(heard);
        assertThat(doctor.report().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void a_run_that_dies_tells_its_callbacks() {
        var told = new ArrayList<Throwable>();
        var refusing = new Callback() {
            @Override
            public void onTrainBatchEnd(Training training, long batch, Logs logs) {
                throw new IllegalStateException("enough");
            }

            @Override
            public void onTrainFailed(Training training, Throwable cause) {
                throw new IllegalArgumentException("and this");
            }
        };
        var listening = new LambdaCallback().onTrainFailed(told::add);
        assertThatThrownBy(() ->
                        model(new SGD(0.01)).fit(x(), y(), fit -> fit.verbose(0).callbacks(refusing, listening)))
                .hasMessage("enough")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(told).singleElement().satisfies(e -> assertThat(e).hasMessage("enough"));
    }

    @Test
    void numbers_that_are_none_are_found_in_the_step_that_makes_them() {
        var doctor = new GradientDoctor();
        model(new SGD(1e30)).fit(x(), y(), fit -> fit.verbose(0).callbacks(doctor, new TerminateOnNaN()));
        assertThat(doctor.findings()).extracting(Finding::problem).contains(Problem.NON_FINITE);
        assertThatThrownBy(() ->
                        model(new SGD(1e30)).fit(x(), y(), fit -> fit.verbose(0).callbacks(doctor)))
                .isInstanceOf(ArithmeticException.class);
        assertThat(doctor.findings()).extracting(Finding::problem).contains(Problem.NON_FINITE);
    }

    @Test
    void the_first_operation_that_gives_no_number_is_named() {
        Seeds.setRandomSeed(4);
        var lambda = new Sequential(
                new Input(4), new Lambda(x -> x.subtract(10).log()).name("odd"), new Dense(1).name("out"));
        lambda.compile(new SGD(0.01), new MeanSquaredError());
        assertThat(broken(lambda))
                .startsWith("odd: numbers that are none since step 1 (epoch 1): ")
                .contains("\"log\"");
        var model = new Sequential(new Input(4), new Dense(1).activation(RELU));
        model.compile(
                new SGD(0.01),
                Loss.of(
                        "own",
                        (y, p) -> y.subtract(p)
                                .square()
                                .mean(-1)
                                .divide(p.multiply(0).sum(-1))));
        assertThat(broken(model)).startsWith("loss: ").contains("\"divide\"");
    }

    private static String broken(Sequential model) {
        var doctor = new GradientDoctor().onFinding(_ -> {});
        model.fit(x(), y(), fit -> fit.verbose(0).callbacks(doctor, new TerminateOnNaN()));
        return doctor.findings().getFirst().headline();
    }

    @Test
    void steps_that_the_loss_scale_leaves_out_are_no_finding() {
        Config.setDtypePolicy("mixed_float16");
        try {
            var doctor = new GradientDoctor();
            var model = model(new LossScaleOptimizer(new SGD(0.01)).initialScale(1e12));
            model.fit(x(), y(), fit -> fit.epochs(10).verbose(0).callbacks(doctor));
            assertThat(doctor.findings()).isEmpty();
            assertThat(doctor.steps()).isEqualTo(80);
        } finally {
            Config.setDtypePolicy("float32");
        }
    }

    /// A model that learns in a way of its own.
    private static final class Own extends Model {
        private final Dense dense = track("dense", new Dense(1));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return dense.apply(x);
        }

        @Override
        protected Map<String, Tensor> trainStep(StepData data) {
            var step = Gradients.of(
                    () -> applyAll(Mode.TRAINING, data.inputs())
                            .get(0)
                            .subtract(data.target())
                            .square()
                            .mean(),
                    trainableWeights());
            optimizer().apply(step);
            return Map.of("mine", step.loss());
        }
    }

    @Test
    void what_cannot_be_watched_is_said() {
        var doctor = new GradientDoctor();
        var model = new Own();
        model.compile(new SGD(0.01), new MeanSquaredError());
        model.fit(x(), y(), fit -> fit.epochs(4).verbose(0).callbacks(doctor));
        assertThat(doctor.findings()).isEmpty();
        assertThat(doctor.unwatched()).contains("gradients and updates, as the model has a training step of its own");
    }
}
