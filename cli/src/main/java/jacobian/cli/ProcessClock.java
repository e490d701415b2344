package jacobian.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// How long ago this process began. The `jac` script becomes the Java process by `exec`, so that is when
/// `./jac` was called.
final class ProcessClock {
    /// The kernel counts a process' start in hundredths of a second on every Linux in use.
    private static final double TICKS = 100;

    private static final int START_TIME = 19;

    private ProcessClock() {}

    /// Seconds since the start.
    static double seconds() {
        try {
            // To a hundredth of a second; Java's own start instant on Linux is only good to a second.
            var stat = Files.readString(Path.of("/proc/self/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double uptime =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            double seconds = uptime - Long.parseLong(fields[START_TIME]) / TICKS;
            if (seconds >= 0) {
                return seconds;
            }
        } catch (IOException | RuntimeException e) {
            // No Linux: the JDK knows.
        }
        var start = ProcessHandle.current().info().startInstant();
        return start.map(instant -> Duration.between(instant, Instant.now()).toMillis() / 1e3)
                .orElse(0.0);
    }
}
