package jacobian.cli;

import picocli.CommandLine.Model.CommandSpec;

/// `jac bench`: how fast this machine computes.
final class BenchCommand {
    static final String NAME = "bench";
    static final String HELP = "";

    BenchCommand(Arguments arguments, Console console) {}

    static CommandSpec spec() {
        return CommandSpec.create().name(NAME);
    }

    int run() {
        return 0;
    }
}
