package jacobian.cli;

import jacobian.keras.config.Seeds;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Entry of the `jac` command; each subcommand is a class of its own.
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    static final String VERSION = "jac 0.1.0";

    static final String HELP = """
            jac [--threads N] [--seed N] [--json] [--color WHEN] [-q|-v] COMMAND

            Deep learning for the JVM: trains, uses and measures Keras models.

            Commands
              train DATA      trains a network on a data set, tests and writes it
              tune DATA       searches for good hyperparameters, writes the best network
              evaluate MODEL DATA
                              tests a model
              predict MODEL INPUT..
                              what a model says to rows, arrays or images
              summary MODEL   what is in a model
              diff A B        in what two models differ
              convert IN OUT  another kind of file for the same model
              bench [NAME ..] measures the speed of this machine
              dashboard [LOGS]
                              shows runs in the browser while they train
              test            checks and tests a checkout of the sources
              install         puts the artifacts into the local Maven repository

            Options, before or after the command
              --threads N     threads that compute (default: all cores)
              --seed N        what all that is random follows from (default: 1)
              --json          results as one JSON object on standard output
              --color WHEN    auto, always or never (default: auto, in a terminal)
              -q, --quiet     no progress, no advice
              -v, --verbose   more about what is done
              -h, --help      this page, or that of a command
              --version       the version

            Exit codes: 0 done, 1 failed, 2 wrong arguments, 130 Ctrl-C
            """;

    private static final List<String> LAUNCHED = List.of("test", "install");

    /// All commands, in the order of the page.
    static final String COMMANDS =
            "train, tune, evaluate, predict, summary, diff, convert, bench, dashboard, test, install";

    private Main() {}

    /// Runs one command line and leaves with its exit code.
    public static void main(String... args) {
        StandardError.restore();
        int code = run(System.out, System.err, args);
        System.out.flush();
        System.err.flush();
        System.exit(code);
    }

    /// Runs one command line and returns its exit code.
    static int run(PrintStream out, PrintStream err, String... args) {
        var console = new Console(out, err, StandardError.isTerminal(), false, Console.Level.NORMAL, false);
        try {
            var parsed = commandLine().parseArgs(args);
            var options = Arguments.of(parsed);
            console = console(options, console);
            return run(parsed, options, console);
        } catch (ParameterException e) {
            console.error(Problems.misuse(e));
            return MISUSED;
        } catch (UsageException e) {
            console.error(String.valueOf(e.getMessage()));
            return MISUSED;
        } catch (RuntimeException | OutOfMemoryError | ExceptionInInitializerError e) {
            if (console.level() == Console.Level.VERBOSE) {
                e.printStackTrace(err);
            }
            console.error(Problems.message(e));
            return FAILED;
        }
    }

    private static int run(ParseResult parsed, Arguments options, Console console) {
        var command = parsed.subcommand() == null
                ? ""
                : parsed.subcommand().commandSpec().name();
        if (options.has("--version")) {
            console.out().println(VERSION);
            return DONE;
        }
        if (options.has("--help")) {
            console.out().print(help(command));
            return DONE;
        }
        options.whole("--threads", 1)
                .ifPresent(threads -> System.setProperty("jacobian.threads", Integer.toString(threads)));
        Seeds.setRandomSeed(seed(options));
        return switch (command) {
            case TrainCommand.NAME -> new TrainCommand(options, console).run();
            case TuneCommand.NAME -> new TuneCommand(options, console).run();
            case EvaluateCommand.NAME -> new EvaluateCommand(options, console).run();
            case PredictCommand.NAME -> new PredictCommand(options, console, System.in).run();
            case SummaryCommand.NAME -> new SummaryCommand(options, console).run();
            case DiffCommand.NAME -> new DiffCommand(options, console).run();
            case ConvertCommand.NAME -> new ConvertCommand(options, console).run();
            case BenchCommand.NAME -> new BenchCommand(options, console).run();
            case DashboardCommand.NAME -> new DashboardCommand(options, console).run();
            case "" ->
                throw new UsageException(
                        "no command: one of " + COMMANDS + " is expected, such as jac train digits; see jac --help");
            default ->
                throw new UsageException(
                        command + " is for the script jac of a checkout, and comes first: jac " + command);
        };
    }

    static String help(String command) {
        return switch (command) {
            case TrainCommand.NAME -> TrainCommand.HELP;
            case TuneCommand.NAME -> TuneCommand.HELP;
            case EvaluateCommand.NAME -> EvaluateCommand.HELP;
            case PredictCommand.NAME -> PredictCommand.HELP;
            case SummaryCommand.NAME -> SummaryCommand.HELP;
            case DiffCommand.NAME -> DiffCommand.HELP;
            case ConvertCommand.NAME -> ConvertCommand.HELP;
            case BenchCommand.NAME -> BenchCommand.HELP;
            case DashboardCommand.NAME -> DashboardCommand.HELP;
            default -> HELP;
        };
    }

    /// What all that is random follows from.
    static long seed(Arguments options) {
        return options.whole("--seed", 0).orElse(1);
    }

    private static Console console(Arguments options, Console plain) {
        enum When {
            AUTO,
            ALWAYS,
            NEVER
        }
        boolean colored = switch (options.choice("--color", When.class).orElse(When.AUTO)) {
            case AUTO -> plain.terminal() && System.getenv("NO_COLOR") == null;
            case ALWAYS -> true;
            case NEVER -> false;
        };
        if (options.has("--quiet") && options.has("--verbose")) {
            throw new UsageException("--quiet and --verbose: one of them at the most is expected");
        }
        var level = options.has("--quiet")
                ? Console.Level.QUIET
                : options.has("--verbose") ? Console.Level.VERBOSE : Console.Level.NORMAL;
        return new Console(plain.out(), plain.err(), plain.terminal(), colored, level, options.has("--json"));
    }

    /// The command with its subcommands and options. Built without annotations, which would cost time at each
    /// start.
    static CommandLine commandLine() {
        var spec = CommandSpec.create().name("jac");
        for (var name : List.of("--threads", "--seed", "--color")) {
            spec.addOption(option(name).scopeType(CommandLine.ScopeType.INHERIT).build());
        }
        flag(spec, "--json");
        flag(spec, "-q", "--quiet");
        flag(spec, "-v", "--verbose");
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(CommandLine.ScopeType.INHERIT)
                .build());
        spec.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .scopeType(CommandLine.ScopeType.INHERIT)
                .build());
        for (var command : List.of(
                TrainCommand.spec(),
                TuneCommand.spec(),
                EvaluateCommand.spec(),
                PredictCommand.spec(),
                SummaryCommand.spec(),
                DiffCommand.spec(),
                ConvertCommand.spec(),
                BenchCommand.spec(),
                DashboardCommand.spec())) {
            spec.addSubcommand(command.name(), new CommandLine(command));
        }
        for (var name : LAUNCHED) {
            spec.addSubcommand(name, new CommandLine(CommandSpec.create().name(name)));
        }
        return new CommandLine(spec);
    }

    private static void flag(CommandSpec spec, String... names) {
        spec.addOption(OptionSpec.builder(names[0], names)
                .type(boolean.class)
                .scopeType(CommandLine.ScopeType.INHERIT)
                .build());
    }

    /// An option with one value.
    static OptionSpec.Builder option(String name) {
        return OptionSpec.builder(name).arity("1").type(String.class);
    }

    /// An option without a value.
    static OptionSpec.Builder flag(String name) {
        return OptionSpec.builder(name).arity("0").type(boolean.class);
    }

    /// The words of a command that are no options.
    static PositionalParamSpec words() {
        return PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }
}
