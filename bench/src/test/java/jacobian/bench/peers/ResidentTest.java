package jacobian.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentTest {
    @TempDir
    private Path folder;

    @Test
    void answers_line_by_line() {
        try (var worker = Resident.start(FakeWorker.launch(folder, "fake", 1000))) {
            assertThat(worker.ready().get("version").asString()).isEqualTo("1.0");
            assertThat(worker.ask("latency").get("latency_us").asDouble()).isEqualTo(1000);
            assertThatThrownBy(() -> worker.ask("dance")).hasMessage("no answer to dance");
            assertThat(worker.ask("epoch").get("seconds").asDouble()).isEqualTo(0.25);
            assertThat(worker.processorTime()).isPositive();
        }
    }

    @Test
    void says_why_a_worker_cannot() {
        assertThatThrownBy(() -> Resident.start(FakeWorker.launch(folder, "fake", 1, "refuses")))
                .isInstanceOf(WorkerException.class)
                .hasMessage("no layer for it");
    }

    @Test
    void says_what_a_broken_worker_said_last() {
        assertThatThrownBy(() -> Resident.start(FakeWorker.launch(folder, "fake", 1, "breaks")))
                .isInstanceOf(WorkerException.class)
                .hasMessageStartingWith("its worker ended with 1: ");
    }

    @Test
    void refuses_what_is_no_json() {
        assertThatThrownBy(() -> Resident.start(FakeWorker.launch(folder, "fake", 1, "babbles")))
                .hasMessage("answered \"hello\", which is no JSON");
    }

    @Test
    void ends_a_worker_that_hangs() {
        assertThatThrownBy(() -> Resident.start(FakeWorker.launch(folder, "fake", 1, "hangs"), Duration.ofSeconds(1)))
                .hasMessage("no answer within 1 s");
    }

    @Test
    void a_command_that_is_none_does_not_start() {
        var launch = new Resident.Launch("none", List.of("/no/such/command"), Map.of(), folder.resolve("none.log"));
        assertThatThrownBy(() -> Resident.start(launch))
                .isInstanceOf(WorkerException.class)
                .hasMessageStartingWith("none does not start: ");
    }
}
