package jacobian.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.models.Model;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The networks are those of docs/workloads.md, and a worker speaks the protocol of tools/peers.
class WorkloadTest {
    @Test
    void a_training_step_does_the_work_of_the_page() {
        assertThat(Workload.MLP.operations()).isEqualTo(3_209_216);
        assertThat(Workload.CNN.operations()).isEqualTo(71_565_312);
        assertThat(Workload.LSTM.operations()).isEqualTo(29_367_808);
        assertThat(Workload.TRANSFORMER.operations()).isEqualTo(352_329_216L);
        assertThat(Workload.RESNET20.operations()).isEqualTo(243_994_368L);
    }

    @Test
    void models_have_the_weights_of_the_page() {
        assertThat(Workload.MLP.model().countParams()).isEqualTo(669_706);
        assertThat(Workload.CNN.model().countParams()).isEqualTo(1_199_882);
        assertThat(Workload.LSTM.model().countParams()).isEqualTo(83_722);
        assertThat(Workload.TRANSFORMER.model().countParams()).isEqualTo(1_677_834);
        assertThat(trainable(Workload.RESNET20.model())).isEqualTo(272_474);
    }

    private static long trainable(Model model) {
        return model.trainableWeights().stream()
                .mapToLong(weight -> weight.shape().size())
                .sum();
    }

    @Test
    void refuses_a_workload_that_is_none() {
        assertThatThrownBy(() -> Workload.of("lstn"))
                .hasMessage("no workload is called lstn: there are mlp, cnn, lstm, transformer, resnet20");
    }

    @Test
    void a_worker_answers_line_by_line_and_its_weights_move() throws IOException {
        var answers = new ByteArrayOutputStream();
        var lines = new BufferedReader(new StringReader("epoch\nepoch\nlatency\nreport\nquit\nepoch\n"));
        Worker.serve(Workload.MLP, 2, lines, new PrintStream(answers, true, StandardCharsets.UTF_8));
        var read = answers.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(read).hasSize(5);
        assertThat(read.get(0).propertyNames()).containsExactly("ready", "name", "framework", "version", "threads");
        assertThat(read.get(1).propertyNames()).containsExactly("samples_per_second", "seconds", "loss");
        assertThat(read.get(3).get("latency_us").asDouble()).isPositive();
        assertThat(read.get(4).propertyNames())
                .containsExactly(
                        "name",
                        "framework",
                        "version",
                        "threads",
                        "samples_per_second",
                        "latency_us",
                        "peak_rss_mb",
                        "account_mb",
                        "loss_after");
        // Weights and moments are 8 MB, the data 38.
        assertThat(read.get(4).get("account_mb").asDouble()).isBetween(46.5, 120.0);
        assertThat(read.get(4).get("loss_after").asDouble()).isBetween(1.0, 2.32);
    }
}
