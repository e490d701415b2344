package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.keras.config.Config;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.Adam;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompileConfigTest {
    @AfterEach
    void float32Again() {
        Config.setFloatx(DType.FLOAT32);
    }

    @Test
    void the_learning_rate_is_written_in_the_type_it_has() {
        assertThat(rate()).isEqualTo((double) 0.001f);
        Config.setFloatx(DType.FLOAT64);
        assertThat(rate()).isEqualTo(0.001);
    }

    private static Object rate() {
        var model = new Sequential(new Input(2), new Dense(1));
        model.compile(new Adam(), new MeanSquaredError());
        var optimizer = (Map<?, ?>) CompileConfig.of(model).get("optimizer");
        return ((Map<?, ?>) optimizer.get("config")).get("learning_rate");
    }
}
