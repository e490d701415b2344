package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages of `--help`, as golden files of at most 80 columns.
class HelpTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z-]+");

    static final List<String> COMMANDS =
            List.of("train", "tune", "evaluate", "predict", "summary", "diff", "convert", "bench", "dashboard");

    static Stream<List<String>> commands() {
        return Stream.concat(Stream.of(List.<String>of()), COMMANDS.stream().map(List::of));
    }

    private static Run help(List<String> command) {
        return Run.jac(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_page_is_as_the_golden_file_has_it(List<String> command) {
        var file = "cli/src/test/resources/jacobian/cli/" + (command.isEmpty() ? "jac" : command.getFirst()) + ".txt";
        assertThat(help(command).out()).isEqualTo(Tree.text(Tree.ROOT.resolve(file)));
        assertThat(help(command).code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_page_fits_a_terminal_of_80_columns(List<String> command) {
        assertThat(help(command).lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void a_page_tells_of_every_option_there_is_and_of_no_other(String command) {
        var spec = Main.commandLine().getSubcommands().get(command).getCommandSpec();
        var own = spec.options().stream()
                .filter(option -> !option.inherited())
                .flatMap(option -> Arrays.stream(option.names()))
                .toList();
        var told = OPTION.matcher(Main.help(command))
                .results()
                .map(match -> match.group())
                .distinct();
        assertThat(told.filter(option -> !option.equals("--help"))).containsExactlyInAnyOrderElementsOf(own);
    }

    @Test
    void the_first_page_names_all_commands_and_global_options() {
        var page = Run.jac("--help").out();
        assertThat(Main.commandLine().getSubcommands().keySet()).allMatch(name -> page.contains("\n  " + name));
        assertThat(Main.commandLine().getCommandSpec().optionsMap().keySet()).allMatch(page::contains);
    }

    @Test
    void defaults_on_the_page_are_those_of_the_code() {
        var page = Main.help("train");
        var options = TrainOptions.of(Arguments.of(Main.commandLine().parseArgs("train", "digits")));
        assertThat(page)
                .contains("--batch-size N  (default: " + options.batchSize() + ")")
                .contains("watch training with (default: " + options.validationSplit() + ")")
                .contains("as many as make " + TrainOptions.STEPS + " steps, from " + TrainOptions.LEAST_EPOCHS + " to "
                        + TrainOptions.MOST_EPOCHS + ")")
                .contains("(default: " + TrainOptions.OPTIMIZER + ")")
                .contains("(default: " + TrainOptions.TEST_SPLIT + ";")
                .contains("hidden layers (default: "
                        + String.join(
                                ",",
                                options.units().stream().map(String::valueOf).toList()) + "; lstm");
    }

    @Test
    void the_version_is_printed() {
        assertThat(Run.jac("--version")).isEqualTo(new Run(0, "jac 0.1.0\n", ""));
    }
}
