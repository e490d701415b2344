package jacobian.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/// Standard error as the user sees it.
///
/// The JVM writes "WARNING: Using incubator modules" to standard error before `main` and has no switch for it,
/// so the `jac` launcher filters what the JVM writes and hands the real standard error on as file 3, with the
/// system property `jac.terminal` saying whether that is a terminal.
final class StandardError {
    private static final int REAL = 3;
    private static final String TERMINAL = "jac.terminal";

    private StandardError() {}

    /// Lets `System.err` write to the real standard error; does nothing when the launcher was not `jac`.
    static void restore() {
        if (System.getProperty(TERMINAL) == null) {
            return;
        }
        try {
            var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            var file = new FileOutputStream(constructor.newInstance(REAL));
            System.setErr(new PrintStream(file, true, System.err.charset()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The filtered standard error works too; it is only no terminal.
            System.setProperty(TERMINAL, "false");
        }
    }

    /// Whether standard error is a terminal, where a progress bar may redraw its line.
    static boolean isTerminal() {
        var launcher = System.getProperty(TERMINAL);
        return launcher == null ? System.console() != null && System.console().isTerminal() : launcher.equals("true");
    }
}
