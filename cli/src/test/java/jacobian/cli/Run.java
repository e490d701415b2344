package jacobian.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One call of the command inside the test's JVM.
record Run(int code, String out, String err) {
    static Run jac(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /// The last line of standard output.
    String result() {
        return lines().isEmpty() ? "" : lines().getLast();
    }

    /// The last line of standard error.
    String error() {
        var lines = err.lines().toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    /// The figure of the last line, such as `test accuracy 0.9833`.
    double figure() {
        return Double.parseDouble(result().substring(result().lastIndexOf(' ') + 1));
    }
}
