package jacobian.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

    /// `jac train` with these arguments; the model goes to `folder`.
    static Run train(Path folder, String... args) {
        var all = Stream.of(
                        Stream.of("train"),
                        Stream.of(args),
                        Stream.of("--out", folder.resolve("model.keras").toString()))
                .flatMap(each -> each)
                .toArray(String[]::new);
        return jac(all);
    }

    /// The last line of standard output.
    String result() {
        return lines().isEmpty() ? "" : lines().getLast();
    }

    /// The last line that tells of the test.
    String tested() {
        return lines().stream().filter(line -> line.startsWith("test ")).reduce("", (_, line) -> line);
    }

    /// The last line of standard error.
    String error() {
        var lines = err.lines().toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    /// The figure of the test, such as `test accuracy 0.9833`.
    double figure() {
        return Double.parseDouble(tested().substring(tested().lastIndexOf(' ') + 1));
    }
}
