package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.tuners.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TuneCommandTest {
    private static final String SEARCH = "units=4..32/4, learning-rate=1e-3..1e-1 log, activation=relu|tanh";

    @TempDir
    private Path folder;

    private Run tune(String... more) {
        var all = new ArrayList<>(List.of("tune", "iris", "--search", SEARCH, "--epochs", "3", "--trials", "4"));
        all.addAll(Arrays.asList(more));
        all.addAll(List.of("--out", folder.resolve("best.keras").toString()));
        return Run.jac(all.toArray(String[]::new));
    }

    private static Map<String, ?> json(Run run) {
        return Json.readObject(run.out(), Limits.standard());
    }

    @Test
    void the_best_network_is_written_tested_and_told() {
        var run = tune("--logs", folder.resolve("logs").toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines().getFirst()).matches("trial +val_loss +epoch +units +learning-rate +activation");
        assertThat(run.lines()).contains("train 108, validation 12, test 30 samples");
        assertThat(run.result()).isEqualTo("wrote " + folder.resolve("best.keras"));
        assertThat(run.err())
                .contains("1 of 4, trial 0: units=")
                .contains("4 of 4, trial 3: ")
                .contains("the best so far");
        var evaluated = Run.jac("evaluate", folder.resolve("best.keras").toString(), "iris");
        assertThat(evaluated.lines()).contains(run.tested().substring("test ".length()));
        assertThat(folder.resolve("best.search")).doesNotExist();
        assertThat(folder.resolve("logs/trial-0003/validation")).isDirectory();
    }

    @Test
    void several_at_a_time_give_the_same() {
        var one = tune("--json", "-q");
        assertThat(one.err()).isEmpty();
        assertThat(tune("--json", "-q", "--parallel", "3")).isEqualTo(one);
        assertThat((List<?>) json(one).get("trials")).hasSize(4);
        assertThat(json(one).get("objective")).isEqualTo("val_loss");
        assertThat(json(one).get("method")).isEqualTo("random");
    }

    @Test
    void halving_goes_on_with_the_best() {
        var run = tune("--method", "halving", "--json", "--objective", "val_accuracy");
        assertThat(run.code()).as(run.err()).isZero();
        var trials = (List<?>) json(run).get("trials");
        assertThat(trials).hasSize(5);
        assertThat((Map<?, ?>) trials.getLast()).isEqualTo(json(run).get("best"));
        assertThat(((Map<?, ?>) trials.getLast()).get("epochs")).isEqualTo(3L);
        assertThat(run.err()).contains("5 of 5, trial 4").contains("after epoch 1");
    }

    @Test
    void a_search_that_was_killed_goes_on() throws IOException {
        var whole = json(tune("--json"));
        var killed = folder.resolve("best.search");
        var arguments = Run.jac("tune", "iris", "--search", SEARCH, "--epochs", "3", "--trials", "4", "--help");
        assertThat(arguments.code()).isZero();
        // What a kill leaves is what a search with too few trials leaves before it ends.
        Files.createDirectories(killed);
        var options = TuneOptions.of(Arguments.of(Main.commandLine()
                .parseArgs(
                        "tune",
                        "iris",
                        "--search",
                        SEARCH,
                        "--epochs",
                        "3",
                        "--trials",
                        "4",
                        "--out",
                        folder.resolve("best.keras").toString())));
        new SearchFolder(killed).begin(options);
        assertThat(tune().error())
                .isEqualTo("jac: " + killed
                        + " holds a search that has not ended: add --resume to go on with it, or delete the folder");
        assertThat(tune("--resume", "--batch-size", "8").error())
                .contains("holds a search with another --batch-size, 32, and this one has 8");
        var resumed = tune("--resume", "--json");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(json(resumed)).isEqualTo(whole);
        assertThat(killed).doesNotExist();
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> wrong() {
        return Stream.of(
                arguments(
                        "iris",
                        "no --search: what to search through is expected, such as --search \"" + SearchText.EXAMPLE
                                + "\""),
                arguments(
                        "",
                        "no DATA: one of " + DataNames.EXPECTED
                                + " is expected, such as jac tune digits; see jac tune --help"),
                arguments(
                        "iris --search units=0..3",
                        "--search units=0..3: whole numbers from 1 on are expected, such as units=32..512/32"),
                arguments(
                        "iris --search unit=1..3",
                        "--search unit: one of units, layers, activation, dropout, learning-rate, optimizer,"
                                + " batch-size is expected"),
                arguments(
                        "iris --search dropout=0..1",
                        "--search dropout=0..1: numbers from 0 to less than 1 are expected, such as"
                                + " dropout=0..0.5/0.1"),
                arguments(
                        "iris --search units=1..3 --model linear",
                        "--search units: a linear model has no hidden layers; use --model mlp"),
                arguments(
                        "iris --search learning-rate=1e-3..1 --learning-rate 0.1",
                        "--learning-rate and --search learning-rate: one of them at the most is expected"),
                arguments(
                        "iris --search units=1..3 --objective profit",
                        "--objective: whether \"profit\" is better large or small its name does not tell: write"
                                + " Objective.max(\"profit\") or Objective.min(\"profit\")"),
                arguments(
                        "iris --search units=1..3 --validation-split 0",
                        "--objective val_loss needs examples to watch: give --validation-split 0.1, or --objective"
                                + " loss"),
                arguments(
                        "iris --search units=1..3 --model a.keras",
                        "--model a.keras: a trial makes a new network, one of linear, mlp, cnn, lstm is expected"),
                arguments(
                        "iris --search units=1..3 --method grid", "--method grid: one of random, halving is expected"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String line, String message) {
        var run = Run.jac(("tune " + line).strip().split(" "));
        assertThat(run.code()).as(run.err()).isEqualTo(Main.MISUSED);
        assertThat(run.error()).isEqualTo("jac: " + message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void names_of_activations_and_optimizers_are_checked() {
        assertThat(Run.jac("tune", "iris", "--search", "activation=relu|tanhh").error())
                .startsWith("jac: --search activation: ");
        assertThat(Run.jac("tune", "iris", "--search", "optimizer=adam|adan").error())
                .startsWith("jac: --search optimizer: ");
    }

    @Test
    void units_and_layers_make_the_network() {
        var options = TrainOptions.of(Arguments.of(Main.commandLine().parseArgs("train", "iris")));
        assertThat(layers("units=8|16, layers=2..3", options)).isEqualTo(List.of(8, 8));
        assertThat(layers("units=8|16", options)).isEqualTo(List.of(8, 8));
        assertThat(layers("layers=3..4", options)).isEqualTo(List.of(256, 256, 256));
        assertThat(layers("dropout=0.1|0.2", options)).isEqualTo(List.of(256, 128));
    }

    private static List<Integer> layers(String search, TrainOptions options) {
        var trial = Trial.of(Map.of());
        return SearchSpace.of(search, options).options(options, trial).units();
    }
}
