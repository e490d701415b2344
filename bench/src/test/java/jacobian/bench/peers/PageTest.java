package jacobian.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class PageTest {
    private static final Machine MACHINE = new Machine("Some Processor", 2, 24, "Linux 6", "JDK 25");
    private static final Results RESULTS = new Results(
            MACHINE,
            "2026-11-21",
            "9 rounds",
            List.of(
                    new Result("training", "mlp", Result.OURS, "JDK 25", 2, speeds(40_000, 1), ""),
                    new Result("training", "mlp", "torch-eager", "2.13.0", 2, speeds(20_000, 2), ""),
                    new Result("training", "mlp", "keras-jax", "0.10.2", 2, speeds(50_000, 0.8), ""),
                    new Result("training", "transformer", Result.OURS, "JDK 25", 2, speeds(300, 1), ""),
                    Result.missing("training", "transformer", "dl4j", 2, "no layer for it"),
                    new Result("loss", "mlp", Result.OURS, "JDK 25", 2, Map.of("loss", 2.25), ""),
                    new Result("loss", "mlp", "keras-jax", "0.10.2", 2, Map.of("loss", 2.2504), ""),
                    new Result("loss", "mlp", "keras-tensorflow", "2.21.0", 2, Map.of("loss", 2.26), ""),
                    new Result("loss", "transformer", Result.OURS, "JDK 25", 2, Map.of("loss", 2.5), ""),
                    new Result("loss in float64", "mlp", Result.OURS, "JDK 25", 2, Map.of("loss", 2.251), ""),
                    new Result(
                            "loss in float64",
                            "mlp",
                            "keras-tensorflow",
                            "2.21.0",
                            2,
                            Map.of("loss", 2.251 + 2e-8),
                            ""),
                    new Result("idle", "mlp", Result.OURS, "JDK 25", 2, Map.of("idle_percent", 0.5), "")));

    @TempDir
    private Path folder;

    private static Map<String, Double> speeds(double speed, double ratio) {
        return Map.of("samples_per_second", speed, "ratio", ratio, "first_step_s", 1.25);
    }

    @Test
    void the_page_has_ratios_versions_the_machine_and_what_is_missing() {
        assertThat(new Page(RESULTS).text())
                .contains("Measured on 2026-11-21: Some Processor, 2 cores, 24 GiB, Linux 6, JDK 25.")
                .contains("Jacobian JDK 25, PyTorch, eager 2.13.0, Keras on JAX 0.10.2, Keras on TensorFlow 2.21.0.")
                .contains("| workload | samples/s | PyTorch, eager | Keras on JAX | Deeplearning4j | least |")
                .contains("| `mlp` | 40,000 | 2.00 | 0.80 | n/a | **0.80** |")
                .contains("| `transformer` | 300 | n/a | n/a | n/a | n/a |")
                .contains("| PyTorch, eager | 20,000 | n/a | 2.00 | 1.3 s | n/a | n/a |")
                .contains("| `mlp` | 2.25000 | 4.0e-04 | > 1.0e-02 | > 9.6e-03 | 2.251000000 | 2.0e-08 |")
                .contains("| `transformer` | 2.50000 | n/a | n/a | n/a | n/a | n/a |")
                .contains("| `mlp` | 0.50 % |")
                .contains("- Deeplearning4j, training of `transformer`: no layer for it");
    }

    @Test
    void what_was_written_by_hand_stays() throws IOException {
        var file = folder.resolve("page.md");
        Files.writeString(file, "before\n" + Page.BEGIN + "\nold\n" + Page.END + "\nafter\n");
        Page.write(file, RESULTS);
        assertThat(Files.readString(file))
                .startsWith("before\n" + Page.BEGIN + "\nMeasured on")
                .endsWith(Page.END + "\nafter\n")
                .doesNotContain("old");
        Files.writeString(file, "nothing\n");
        assertThatThrownBy(() -> Page.write(file, RESULTS)).hasMessageContaining("has no place for what was measured");
    }

    @Test
    void the_picture_is_xml_with_a_bar_for_each_ratio() throws Exception {
        var svg = new Picture(RESULTS).svg();
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        // The ground and two bars.
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(3);
        assertThat(svg).contains(">2.00<").contains(">0.80<").contains(">n/a<").contains(">Keras on JAX<");
    }

    @Test
    void results_are_read_back_and_new_ones_take_the_place_of_their_like() {
        var file = folder.resolve("results.json");
        RESULTS.write(file);
        assertThat(Results.read(file)).isEqualTo(RESULTS);
        var again = new Result("training", "mlp", Result.OURS, "JDK 25", 2, speeds(41_000, 1), "");
        var merged = new Results(MACHINE, "2026-11-22", "9 rounds", List.of(again)).over(RESULTS);
        assertThat(merged.of("training").map(Result::framework)).containsExactly(Result.OURS, "dl4j", Result.OURS);
        assertThat(merged.one("training", "mlp", Result.OURS, 2)).contains(again);
        assertThat(merged.of("loss")).hasSize(4);
    }

    @Test
    void refuses_a_file_of_another_kind() throws IOException {
        var file = folder.resolve("other.json");
        Files.writeString(file, "[1, 2");
        assertThatThrownBy(() -> Results.read(file)).hasMessageContaining("holds no results of a comparison");
    }

    @Test
    void peers_have_names() {
        assertThat(Peer.of("torch, dl4j")).containsExactly(Peer.TORCH, Peer.DL4J);
        assertThatThrownBy(() -> Peer.of("keras"))
                .hasMessage("no peer is called keras: there are torch, compile, jax, tf, ort, dl4j, djl");
    }
}
