package jacobian.cli;

import java.io.PrintStream;

/// Where a command writes: results to `out`, everything else to `err`.
///
/// @param terminal whether lines on `err` can be renewed
/// @param colored whether colours are shown
/// @param level what else is told beside results
/// @param json whether the result is one JSON object in place of text
record Console(PrintStream out, PrintStream err, boolean terminal, boolean colored, Level level, boolean json) {
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    /// How much is told.
    enum Level {
        QUIET,
        NORMAL,
        VERBOSE
    }

    /// Progress and advice; silent under `-q`.
    void tell(String line) {
        if (level != Level.QUIET) {
            err.println(line);
        }
    }

    /// What only `-v` wants to know.
    void detail(String line) {
        if (level == Level.VERBOSE) {
            err.println(line);
        }
    }

    /// A line of the result; nothing under `--json`, which has an object of its own.
    void result(String line) {
        if (!json) {
            out.println(line);
        }
    }

    /// The figure everybody looks for.
    void figure(String line) {
        result(colored && terminal ? GREEN + line + PLAIN : line);
    }

    /// An error: always the last line, of one line.
    void error(String message) {
        var line = message.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        var text = String.join("; ", line).replaceAll("  +", " ");
        err.println((colored ? RED + "jac:" + PLAIN : "jac:") + " " + text);
        err.flush();
    }
}
