package jacobian.cli;

import jacobian.bench.Bench;
import jacobian.bench.BenchOptions;
import jacobian.bench.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `jac bench`: how fast this machine computes.
final class BenchCommand {
    static final String NAME = "bench";

    static final String HELP = """
            jac bench [NAME ..] [--repeat N] [--out FILE.json]

            Measures the speed of this machine and prints a table.

            NAME (default: all)
              matmul          products of matrices, beside OpenBLAS where it is installed
              conv            convolutions and their gradients
              elementwise     chains of operations on each element
              mlp             training a network of three dense layers
              cnn             training a network with two convolutions
              lstm            training a network with a recurrent layer
              transformer     training a network with attention
              resnet20        training a residual network of 20 layers
              overhead        what watching a training costs; only where it is named

            Options
              --repeat N      how often each figure is taken (default: 5)
              --out FILE.json writes the figures there too (default: nowhere)
              -v              also where the time of a training step goes

            Options of all commands are on jac --help.
            """;

    private static final int REPEAT = 5;

    /// Needs the dashboard, which is only there when asked for.
    private static final String WATCHED = "overhead";

    private final List<String> names;
    private final int repeat;
    private final Optional<Path> out;
    private final int threads;
    private final Console console;

    BenchCommand(Arguments arguments, Console console) {
        this.names = arguments.words();
        this.repeat = arguments.whole("--repeat", 1).orElse(REPEAT);
        this.out = arguments.text("--out").map(Path::of);
        this.threads =
                arguments.whole("--threads", 1).orElse(Runtime.getRuntime().availableProcessors());
        this.console = console;
        var known = new ArrayList<>(Bench.names());
        known.add(WATCHED);
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new UsageException("bench " + name + ": one of " + String.join(", ", known) + " is expected");
        });
        out.map(Path::toAbsolutePath)
                .map(Path::getParent)
                .filter(folder -> !Files.isDirectory(folder))
                .ifPresent(folder -> {
                    throw new UsageException(
                            "--out: the folder " + folder + " does not exist: make it, or choose another");
                });
    }

    static CommandSpec spec() {
        return CommandSpec.create()
                .name(NAME)
                .addOption(Main.option("--repeat").build())
                .addOption(Main.option("--out").build())
                .addPositional(Main.words());
    }

    int run() {
        boolean verbose = console.level() == Console.Level.VERBOSE;
        var options = new BenchOptions(threads, repeat, verbose, console::tell);
        var others = names.stream().filter(name -> !name.equals(WATCHED)).toList();
        var rows = new ArrayList<Row>();
        if (names.isEmpty() || !others.isEmpty()) {
            rows.addAll(Bench.run(others, options));
        }
        if (names.contains(WATCHED)) {
            rows.addAll(WatchedTraining.measure(options));
        }
        console.out().print(console.json() ? Bench.json(rows) : Bench.table(rows));
        out.ifPresent(file -> {
            try {
                Files.writeString(file, Bench.json(rows));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
            }
            console.result("wrote " + file);
        });
        return Main.DONE;
    }
}
