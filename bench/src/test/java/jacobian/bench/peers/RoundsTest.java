package jacobian.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {
    private static final Machine.Quiet QUIET = new Machine.Quiet(0, () -> true);

    @TempDir
    private Path folder;

    @Test
    void the_median_is_the_middle_or_between_the_two() {
        assertThat(Rounds.median(3, 1, 2)).isEqualTo(2);
        assertThat(Rounds.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThatThrownBy(Rounds::median).hasMessageStartingWith("no median of no values");
    }

    @Test
    void a_ratio_is_the_median_of_the_pairs_and_not_of_the_medians() {
        assertThat(Rounds.ratio(List.of(10.0, 40.0, 30.0), List.of(10.0, 10.0, 20.0)))
                .isEqualTo(1.5);
        assertThat(Rounds.ratio(List.of(10.0, 40.0, 30.0), List.of(10.0))).isEqualTo(1);
    }

    @Test
    void the_order_rotates_from_round_to_round() {
        var order = new ArrayList<String>();
        var entrants = List.of(entrant("a", order), entrant("b", order), entrant("c", order));
        assertThat(Rounds.run(entrants, 2, QUIET)).isZero();
        assertThat(order).containsExactly("a", "b", "c", "b", "c", "a");
    }

    private static Entrant entrant(String name, List<String> order) {
        return new Entrant(name, () -> {
            order.add(name);
            return order.size();
        });
    }

    @Test
    void one_that_fails_takes_no_more_turns() {
        var failing = new Entrant("failing", () -> {
            throw new WorkerException("no memory left");
        });
        var other = new Entrant("other", () -> 2);
        Rounds.run(List.of(failing, other), 3, QUIET);
        assertThat(failing.failure()).isEqualTo("no memory left");
        assertThat(other.speeds()).containsExactly(2.0, 2.0, 2.0);
    }

    @Test
    void a_machine_that_is_never_quiet_is_not_waited_for_for_ever() {
        var looks = new ArrayList<Integer>();
        var quiet = new Machine.Quiet(0.05, () -> {
            looks.add(1);
            return false;
        });
        assertThat(Rounds.run(List.of(), 5, quiet)).isEqualTo(5);
        int before = looks.size();
        assertThat(quiet.await()).isFalse();
        assertThat(looks).hasSize(before + 1);
    }

    @Test
    void workers_take_turns_and_a_failing_one_stands_with_its_message() {
        try (var comparison = new WorkloadComparison("mlp", 2, new Effort(5, 0.5, 1, 0))) {
            comparison.enter("training", Result.OURS, () -> FakeWorker.launch(folder, Result.OURS, 3000));
            comparison.enter("training", "torch-eager", () -> FakeWorker.launch(folder, "torch-eager", 2000));
            comparison.enter("training", "dl4j", () -> FakeWorker.launch(folder, "dl4j", 1, "refuses"));
            comparison.enter("training", "djl", () -> FakeWorker.launch(folder, "djl", 1, "tires"));
            comparison.train(_ -> {});
            comparison.predict();
            var results = comparison.results();
            var torch = one(results, "training", "torch-eager");
            assertThat(torch.figures())
                    .containsAllEntriesOf(Map.of(
                            "samples_per_second", 2000.0,
                            "ratio", 1.5,
                            "peak_rss_mb", 100.5));
            // The first of its epochs, of a quarter of a second each, is slow.
            assertThat(torch.figure("first_step_s")).isPositive();
            assertThat(torch.figure("full_speed_s")).isEqualTo(torch.figure("first_step_s") + 0.5, offset(1e-6));
            assertThat(one(results, "training", "dl4j").note()).isEqualTo("no layer for it");
            assertThat(one(results, "training", "djl").note()).isEqualTo("its worker ended with 3");
            assertThat(one(results, "latency", "torch-eager").figure("ratio")).isEqualTo(2 / 3.0);
        }
    }

    @Test
    void requests_are_asked_for_in_turn_from_few_threads_to_many() {
        try (var requests = new ConcurrentRequests("mlp", 2, Effort.quick())) {
            requests.enter(Result.OURS, () -> FakeWorker.launch(folder, Result.OURS, 3000));
            requests.enter("onnxruntime", () -> FakeWorker.launch(folder, "onnxruntime", 1, "refuses"));
            var results = requests.results();
            assertThat(one(results, "concurrency", Result.OURS).figures())
                    .containsAllEntriesOf(Map.of(
                            "requests_per_second_1", 3000.0, "requests_per_second_16", 3000.0, "p99_us_4", 50.0));
            assertThat(one(results, "concurrency", "onnxruntime").note()).isEqualTo("no layer for it");
        }
    }

    private static Result one(List<Result> results, String section, String framework) {
        return results.stream()
                .filter(result -> result.section().equals(section))
                .filter(result -> result.framework().equals(framework))
                .findFirst()
                .orElseThrow();
    }
}
