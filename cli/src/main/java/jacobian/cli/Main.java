package jacobian.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry of the `jac` command; each subcommand is a class of its own.
@Command(
        name = "jac",
        version = {"jac 0.1.0", "Java ${java.version} (${java.vendor}), ${os.name} ${os.arch}"},
        mixinStandardHelpOptions = true,
        description = "Deep learning for the JVM: trains, measures and inspects Keras models.")
public final class Main implements Runnable {
    /// Runs one command line and leaves with its exit code.
    public static void main(String... args) {
        StandardError.restore();
        System.exit(commandLine().execute(args));
    }

    /// The command with its subcommands and options.
    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }
}
