package jacobian.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.Training;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class OverheadTest {
    @Test
    void a_callback_that_waits_costs_time_and_no_work() {
        var waiting = new Overhead.Watch(
                "waiting",
                () -> List.of(new Callback() {
                    @Override
                    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
                        LockSupport.parkNanos(20_000_000);
                    }
                }));
        var rows = Overhead.measure(Workload.LSTM, List.of(waiting), 1, new BenchOptions(2, 1, false, _ -> {}));
        assertThat(rows).hasSize(1);
        var row = rows.getFirst();
        assertThat(row.detail()).isEqualTo("lstm, waiting");
        assertThat(row.measures())
                .containsOnlyKeys(Measure.OVERHEAD_PERCENT, Measure.PROCESSOR_OVERHEAD_PERCENT, Measure.MILLISECONDS);
        double added = row.measures().get(Measure.OVERHEAD_PERCENT)
                / 100
                * row.measures().get(Measure.MILLISECONDS);
        assertThat(added).as("milliseconds a step").isGreaterThan(5);
    }

    @Test
    void a_watched_training_that_fails_holds_nobody_up() {
        var failing = new Overhead.Watch(
                "failing",
                () -> List.of(new Callback() {
                    @Override
                    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
                        throw new IllegalStateException("no disk");
                    }
                }));
        assertThatThrownBy(() ->
                        Overhead.measure(Workload.MLP, List.of(failing), 1, new BenchOptions(2, 1, false, _ -> {})))
                .hasMessageContaining("the watched training failed")
                .hasMessageContaining("no disk");
    }
}
