package jacobian.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.keras.config.Config;
import jacobian.keras.models.Models;
import jacobian.keras.saving.Npz;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HundredStepsTest {
    @TempDir
    private Path folder;

    @Test
    void begin_with_the_same_numbers_in_float32_and_in_float64() {
        var narrow = HundredSteps.answer(Workload.MLP, folder.resolve("32"), DType.FLOAT32);
        var wide = HundredSteps.answer(Workload.MLP, folder.resolve("64"), DType.FLOAT64);
        assertThat(Config.floatx()).isEqualTo(DType.FLOAT32);
        var left = Models.load(folder.resolve("32/model.keras")).getWeights();
        var right = Models.load(folder.resolve("64/model.keras")).getWeights();
        for (int i = 0; i < left.size(); i++) {
            assertThat(right.get(i).dtype()).isEqualTo(DType.FLOAT64);
            assertThat(right.get(i).doubles())
                    .isEqualTo(left.get(i).cast(DType.FLOAT64).doubles());
        }
        assertThat(Npz.read(folder.resolve("64/batches.npz")).get("x").dtype()).isEqualTo(DType.FLOAT64);
        assertThat(loss(narrow.get("loss"))).isBetween(1.0, 2.3);
        // Rounding is let grow for a hundred steps on noise.
        assertThat(loss(wide.get("loss"))).isCloseTo(loss(narrow.get("loss")), within(0.1));
        // What float32 holds has zeros there.
        assertThat((float) loss(wide.get("loss"))).isNotEqualTo(loss(wide.get("loss")));
    }

    private static double loss(Object answer) {
        return ((BigDecimal) answer).doubleValue();
    }
}
