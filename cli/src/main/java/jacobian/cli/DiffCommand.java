package jacobian.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `jac diff`: in what two models differ.
final class DiffCommand {
    static final String NAME = "diff";

    static final String HELP = """
            jac diff A B [--tolerance X]

            Compares two models, or files of weights: layers and settings, shapes, numbers,
            the state of the optimizer. Prints a line for each difference, what A has left
            of the bar and what B has right of it.

            A, B              .keras, .h5, .weights.h5, .safetensors or .npz; where one of
                              them holds weights alone, weights are compared

            Options
              --tolerance X   numbers that lie X apart or less are the same (default: 0)

            Exit code 0: the same, 1: different. Options of all commands are on jac --help.
            """;

    private final Arguments arguments;
    private final Console console;

    DiffCommand(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
    }

    static CommandSpec spec() {
        return CommandSpec.create()
                .name(NAME)
                .addOption(Main.option("--tolerance").build())
                .addPositional(Main.words());
    }

    int run() {
        var words = arguments.words();
        if (words.size() != 2) {
            throw new UsageException(
                    words.size() + " files: two are expected, such as jac diff a.keras b.keras; see jac diff --help");
        }
        var differences = new Differences(arguments.notNegative("--tolerance").orElse(0));
        var a = ModelContents.of(ModelFile.of("A", words.get(0)));
        var b = ModelContents.of(ModelFile.of("B", words.get(1)));
        if (a.config().isPresent() && b.config().isPresent()) {
            differences.config("", a.config().get(), b.config().get());
        }
        differences.arrays("weight", a.weights(), b.weights());
        if (a.config().isPresent() && b.config().isPresent()) {
            differences.arrays("optimizer", a.optimizer(), b.optimizer());
            differences.arrays("state", a.state(), b.state());
        }
        return report(differences, a);
    }

    private int report(Differences differences, ModelContents a) {
        boolean same = differences.found().isEmpty();
        for (var each : differences.found()) {
            console.result(each.part() + " " + a.title(each.place()) + ": " + each.text());
        }
        var compared =
                String.format(Locale.ROOT, "%,d arrays of %,d numbers", differences.arrays(), differences.numbers());
        console.result(
                same
                        ? "the same: " + compared
                        : differences.found().size()
                                + (differences.found().size() == 1 ? " difference" : " differences") + " in "
                                + compared);
        if (console.json()) {
            console.out().println(Json.of(json(differences, same)));
        }
        return same ? Main.DONE : Main.FAILED;
    }

    private static LinkedHashMap<String, Object> json(Differences differences, boolean same) {
        var json = new LinkedHashMap<String, Object>();
        json.put("same", same);
        json.put("arrays", differences.arrays());
        json.put("numbers", differences.numbers());
        json.put(
                "differences",
                differences.found().stream()
                        .map(each -> {
                            var map = new LinkedHashMap<String, Object>();
                            map.put("part", each.part());
                            map.put("place", each.place());
                            map.put("text", each.text());
                            map.put("largest", each.largest());
                            return map;
                        })
                        .toList());
        return json;
    }
}
