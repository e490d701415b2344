package jacobian.keras.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.optimizers.schedules.CosineDecay;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import jacobian.keras.optimizers.schedules.PiecewiseConstantDecay;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Learning rates of all schedules against real Keras.
class ScheduleGoldenTest {
    @Test
    void rates_are_those_of_keras() {
        for (var example : Golden.file("schedules").get("cases").valueStream().toList()) {
            var schedule = GoldenSchedules.of(example);
            var steps = example.get("steps")
                    .valueStream()
                    .mapToLong(each -> each.asLong())
                    .toArray();
            var expected = example.get("expected")
                    .valueStream()
                    .mapToDouble(Golden::number)
                    .toArray();
            Golden.check(schedule.at(Tensor.int64(steps)).doubles(), expected, schedule.toString());
        }
    }

    @Test
    void options_are_shown_and_checked() {
        assertThat(new CosineDecay(0.1, 100).warmup(0.5, 10))
                .hasToString(
                        "CosineDecay(initial_learning_rate=0.1, decay_steps=100, warmup_target=0.5, warmup_steps=10)");
        assertThat(new ExponentialDecay(0.1, 5, 0.9).config())
                .containsEntry("decay_rate", 0.9)
                .containsEntry("name", "ExponentialDecay");
        assertThatThrownBy(() -> new ExponentialDecay(0.1, 0, 0.9))
                .hasMessage("decay_steps=0: needs a whole number of 1 or more");
        assertThatThrownBy(() -> new PiecewiseConstantDecay(List.of(5), List.of(1.0)))
                .hasMessage("PiecewiseConstantDecay has 1 boundaries and 1 values:"
                        + " there must be one value more than boundaries");
        assertThatThrownBy(() -> new PiecewiseConstantDecay(List.of(5, 5), List.of(1.0, 0.5, 0.1)))
                .hasMessage("boundaries=[5, 5]: each must be larger than the one before");
    }
}
