package jacobian.cli;

import jacobian.bench.Bench;
import jacobian.bench.BenchOptions;
import jacobian.bench.Row;
import jacobian.bench.peers.Comparison;
import jacobian.bench.peers.Effort;
import jacobian.bench.peers.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/// `jac bench`: how fast this machine computes.
final class BenchCommand {
    static final String NAME = "bench";

    static final String HELP = """
            jac bench [NAME ..] [--peers[=A,B]] [--repeat N] [--quick] [--out FILE.json]

            Measures the speed of this machine and prints a table.

            NAME (default: all of the first nine; with --peers all)
              matmul          products of matrices, beside OpenBLAS where it is installed
              conv            convolutions and their gradients
              elementwise     chains of operations on each element
              mlp             training a network of three dense layers
              cnn             training a network with two convolutions
              lstm            training a network with a recurrent layer
              transformer     training a network with attention
              resnet20        training a residual network of 20 layers
              allocation      Java heap that a step of each of these takes
              overhead        what watching a training costs; only where it is named
              latency         predicting one sample
              memory          the most memory of a training
              startup         from the start of the process to the first step
              scaling         one thread, a core taken by others, narrower vectors
              concurrency     predicting for 1, 4 and 16 threads at once
              idle            processor time when there is nothing to do
              loss            the loss after 100 steps (with --peers beside Keras')

            Options
              --peers[=A,B]   turn by turn with other frameworks: torch, compile, jax,
                              tf, ort, dl4j, djl (default: all). Installs them first
                              and writes docs/benchmarks.md and .svg (a checkout only)
              --repeat N      how often each figure is taken (default: 5; from latency
                              on, and with --peers, 9 rounds)
              --quick         short, to see that everything runs
              --out FILE.json writes the figures there too (default: nowhere)
              -v              also where the time of a training step goes

            Options of all commands are on jac --help.
            """;

    private static final int REPEAT = 5;

    /// Needs the dashboard, which is only there when asked for.
    private static final String WATCHED = "overhead";

    private static final List<String> WITHOUT_PEERS = List.of("conv", "elementwise", "allocation", WATCHED);

    private final List<String> names;
    private final boolean compares;
    private final List<Peer> peers;
    private final OptionalInt repeat;
    private final boolean quick;
    private final Optional<Path> out;
    private final int threads;
    private final Console console;

    BenchCommand(Arguments arguments, Console console) {
        this.names = arguments.words();
        this.compares = arguments.has("--peers") || names.stream().anyMatch(Comparison.names()::contains);
        this.peers = peers(arguments);
        this.repeat = arguments.whole("--repeat", 1);
        this.quick = arguments.has("--quick");
        this.out = arguments.text("--out").map(Path::of);
        this.threads =
                arguments.whole("--threads", 1).orElse(Runtime.getRuntime().availableProcessors());
        this.console = console;
        checkNames();
        out.map(Path::toAbsolutePath)
                .map(Path::getParent)
                .filter(folder -> !Files.isDirectory(folder))
                .ifPresent(folder -> {
                    throw new UsageException(
                            "--out: the folder " + folder + " does not exist: make it, or choose another");
                });
    }

    private static List<Peer> peers(Arguments arguments) {
        if (!arguments.has("--peers")) {
            return List.of();
        }
        var named = arguments.text("--peers").filter(text -> !text.isBlank());
        try {
            return named.map(Peer::of).orElse(List.of(Peer.values()));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--peers: " + e.getMessage() + "; names of benchmarks stand before --peers");
        }
    }

    private void checkNames() {
        var all = new ArrayList<>(Bench.names());
        all.add(WATCHED);
        all.addAll(Comparison.names());
        names.stream().filter(name -> !all.contains(name)).findFirst().ifPresent(name -> {
            throw new UsageException("bench " + name + ": one of " + String.join(", ", all) + " is expected");
        });
        if (compares) {
            names.stream().filter(WITHOUT_PEERS::contains).findFirst().ifPresent(name -> {
                throw new UsageException("bench " + name + " runs in this process alone: call it by itself");
            });
        }
    }

    static CommandSpec spec() {
        return CommandSpec.create()
                .name(NAME)
                .addOption(Main.option("--peers").arity("0..1").build())
                .addOption(Main.option("--repeat").build())
                .addOption(Main.flag("--quick").build())
                .addOption(Main.option("--out").build())
                .addPositional(Main.words());
    }

    int run() {
        if (compares) {
            compare();
            return Main.DONE;
        }
        boolean verbose = console.level() == Console.Level.VERBOSE;
        int times = repeat.orElse(quick ? 1 : REPEAT);
        var options = new BenchOptions(threads, times, verbose, console::tell);
        var others = names.stream().filter(name -> !name.equals(WATCHED)).toList();
        var rows = new ArrayList<Row>();
        if (names.isEmpty() || !others.isEmpty()) {
            rows.addAll(Bench.run(others, options));
        }
        if (names.contains(WATCHED)) {
            rows.addAll(WatchedTraining.measure(options));
        }
        print(Bench.table(rows), Bench.json(rows));
        return Main.DONE;
    }

    private void compare() {
        var effort = quick ? Effort.quick() : Effort.full();
        var rounds = repeat.isPresent() ? effort.rounds(repeat.getAsInt()) : effort;
        var found = Comparison.run(new Comparison.Plan(threads, rounds, peers, names, root(), console::tell));
        print(found.text(), found.json());
    }

    /// The checkout whose jars these are; the working directory where there is none.
    private static Path root() {
        var modules = System.getProperty("jdk.module.path", "");
        var lib = Path.of(modules).toAbsolutePath();
        return lib.endsWith(Path.of("cli", "target", "lib"))
                ? lib.resolve("../../..").normalize()
                : Path.of("").toAbsolutePath();
    }

    private void print(String table, String json) {
        console.out().print(console.json() ? json : table);
        out.ifPresent(file -> {
            try {
                Files.writeString(file, json);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
            }
            console.result("wrote " + file);
        });
    }
}
