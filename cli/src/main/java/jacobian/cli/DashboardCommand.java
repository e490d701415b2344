package jacobian.cli;

import jacobian.dashboard.DashboardPage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/// `jac dashboard`: a page in the browser that shows logs, until Ctrl-C.
final class DashboardCommand {
    static final String NAME = "dashboard";

    static final String HELP = """
            jac dashboard [LOGS] [--port N] [--no-open] [--read-only]

            Shows runs in the browser, and follows them while they train: loss and
            metrics, distributions by layer, the model, what it gets wrong. Nothing
            leaves this machine. Prints one address, and serves it until Ctrl-C.

            LOGS (default: ./logs)
              a folder with logs of jac, of new Dashboard() or TensorBoard() in a
              program, of Keras or of PyTorch; it may appear later

            Options
              --port N        where the page is (default: 0, any that is free)
              --no-open       prints the address, opens no browser
              --read-only     a page that can stop no training

            Options of all commands are on jac --help.
            """;

    private static final int MOST_PORT = 65_535;

    private final Path logs;
    private final int port;
    private final boolean opens;
    private final boolean readOnly;
    private final Console console;

    DashboardCommand(Arguments arguments, Console console) {
        var words = arguments.words();
        if (words.size() > 1) {
            throw new UsageException("dashboard " + String.join(" ", words) + ": one folder of logs is expected");
        }
        this.logs = Path.of(words.isEmpty() ? "logs" : words.getFirst());
        this.port = arguments.whole("--port", 0).orElse(0);
        this.opens = !arguments.has("--no-open");
        this.readOnly = arguments.has("--read-only");
        this.console = console;
        if (port > MOST_PORT) {
            throw new UsageException("--port " + port + ": a number from 0 to " + MOST_PORT + " is expected");
        }
        if (Files.isRegularFile(logs)) {
            throw new UsageException(logs + " is a file: the folder it lies in is expected");
        }
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create()
                .name(NAME)
                .addOption(Main.option("--port").build())
                .addPositional(Main.words());
        for (var flag : new String[] {"--no-open", "--read-only"}) {
            spec.addOption(picocli.CommandLine.Model.OptionSpec.builder(flag)
                    .type(boolean.class)
                    .build());
        }
        return spec;
    }

    /// Serves the page until somebody asks for the end.
    int run() {
        try (var interruption = Interruption.watch();
                var page = open()) {
            if (console.json()) {
                console.out().println(Json.of(java.util.Map.of("address", page.address())));
            } else {
                console.result(page.address().toString());
            }
            console.out().flush();
            if (!Files.isDirectory(logs)) {
                console.tell(logs + " is not there yet: runs appear when it is");
            }
            if (opens) {
                page.show();
            }
            while (!interruption.isAsked()) {
                Thread.sleep(100);
            }
            return Interruption.EXIT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Interruption.EXIT;
        }
    }

    private DashboardPage open() {
        try {
            return DashboardPage.open(logs, port, readOnly);
        } catch (UncheckedIOException e) {
            throw new UsageException(e.getMessage() + ": give another with --port, or 0 for any");
        }
    }
}
