package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.config.DataFormat;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.SGD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What keras.config changes for everything made after it.
class ConfigTest {
    private static final Tensor X = Tensor.arange(20).reshape(10, 2).cast(DType.FLOAT32);

    @AfterEach
    void restore() {
        Config.setFloatx(DType.FLOAT32);
        Config.setDtypePolicy("float32");
        Config.setEpsilon(1e-7);
        Config.setImageDataFormat(DataFormat.CHANNELS_LAST);
        Config.removeLimits();
        Config.enableInteractiveLogging();
    }

    private static Sequential model() {
        var model = new Sequential(new Input(2), new Dense(1));
        model.compile(new SGD(1e-4), new MeanSquaredError());
        return model;
    }

    @Test
    void images_have_their_channels_where_the_configuration_says() {
        Config.setImageDataFormat(DataFormat.CHANNELS_FIRST);
        assertThat(Config.imageDataFormat()).isEqualTo(DataFormat.CHANNELS_FIRST);
        var layer = new Conv2D(4, 3);
        var x = Tensor.full(1, DType.FLOAT32, Shape.of(1, 2, 8, 8));
        assertThat(layer.apply(x).shape()).isEqualTo(Shape.of(1, 4, 6, 6));
        assertThat(layer.config()).containsEntry("data_format", DataFormat.CHANNELS_FIRST);
    }

    @Test
    void epsilon_keeps_probabilities_off_zero() {
        var yes = Tensor.of(new double[][] {{1}});
        var never = Tensor.of(new double[][] {{0}});
        assertThat(new BinaryCrossentropy().apply(yes, never).item()).isCloseTo(-Math.log(1e-7), within(1e-4));
        Config.setEpsilon(1e-3);
        assertThat(Config.epsilon()).isEqualTo(1e-3);
        assertThat(new BinaryCrossentropy().apply(yes, never).item()).isCloseTo(-Math.log(1e-3), within(1e-4));
        assertThatThrownBy(() -> Config.setEpsilon(0)).hasMessageContaining("epsilon=0.0");
    }

    @Test
    void limits_shorten_every_run() {
        Config.setMaxEpochs(2);
        Config.setMaxStepsPerEpoch(3);
        assertThat(Config.maxEpochs()).hasValue(2);
        assertThat(Config.maxStepsPerEpoch()).hasValue(3);
        var model = model();
        var seen = new int[2];
        var callback = new jacobian.keras.callbacks.LambdaCallback()
                .onTrainBatchEnd((batch, logs) -> seen[0]++)
                .onTestBatchEnd((batch, logs) -> seen[1]++);
        var history = model.fit(
                X,
                X.range(1, 0, 1),
                fit -> fit.epochs(5).batchSize(1).verbose(0).callbacks(callback));
        assertThat(history.get("loss")).hasSize(2);
        assertThat(seen[0]).isEqualTo(6);
        model.evaluate(
                jacobian.keras.data.Dataset.of(X, X.range(1, 0, 1)),
                test -> test.batchSize(1).callbacks(callback));
        assertThat(seen[1]).isEqualTo(3);
        assertThat(model.predictAll(jacobian.keras.data.Dataset.of(X), predict -> predict.batchSize(1))
                        .get(0)
                        .shape()
                        .size(0))
                .isEqualTo(3);
        Config.removeLimits();
        assertThat(Config.maxEpochs()).isEmpty();
    }

    @Test
    void floats_and_policies_are_those_of_layers_made_later() {
        Config.setFloatx(DType.FLOAT64);
        assertThat(Config.floatx()).isEqualTo(DType.FLOAT64);
        assertThatThrownBy(() -> Config.setFloatx(DType.INT32)).hasMessageContaining("floatx=int32");
        Config.setDtypePolicy(new DTypePolicy("mixed_bfloat16"));
        assertThat(Config.dtypePolicy()).isEqualTo(new DTypePolicy("mixed_bfloat16"));
        var layer = new Dense(3);
        layer.apply(X);
        assertThat(layer.weights().get(0).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void bars_can_be_turned_off() {
        assertThat(Config.isInteractiveLoggingEnabled()).isTrue();
        Config.disableInteractiveLogging();
        assertThat(Config.isInteractiveLoggingEnabled()).isFalse();
    }
}
