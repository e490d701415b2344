package jacobian.keras.callbacks.doctor;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.LambdaCallback;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.TerminateOnNaN;
import jacobian.keras.callbacks.Training;
import jacobian.keras.config.Seeds;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.SGD;
import java.util.ArrayList;
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
}
