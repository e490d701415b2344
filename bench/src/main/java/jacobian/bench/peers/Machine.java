package jacobian.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// The machine that is measured: what it is, and whether anybody else works on it.
record Machine(String processor, int cores, long memoryGib, String system, String java) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final double BUSY = 0.1;
    private static final long LOOK_MILLIS = 300;

    /// This one.
    static Machine here() {
        return new Machine(
                field(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                Math.round(number(field(Path.of("/proc/meminfo"), "MemTotal")) / (1024.0 * 1024)),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "JDK " + Runtime.version());
    }

    private static String field(Path file, String name) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static long number(String text) {
        var digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /// The part of all processor time in use since `before`, jiffies as [#jiffies] gives them.
    private static double load(long[] before, long[] now) {
        long idle = now[3] - before[3] + now[4] - before[4];
        long all = Arrays.stream(now).sum() - Arrays.stream(before).sum();
        return all == 0 ? 0 : 1 - (double) idle / all;
    }

    private static long[] jiffies() throws IOException {
        var first = Files.readString(STAT, StandardCharsets.US_ASCII)
                .lines()
                .findFirst()
                .orElseThrow();
        return Arrays.stream(first.split("\\s+"))
                .skip(1)
                .limit(8)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static boolean idle() {
        if (!Files.isReadable(STAT)) {
            return true;
        }
        try {
            var before = jiffies();
            Thread.sleep(LOOK_MILLIS);
            return load(before, jiffies()) < BUSY;
        } catch (IOException e) {
            throw new UncheckedIOException(STAT + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the comparison was interrupted", e);
        }
    }

    /// Waits for a machine on which others use less than a tenth of the processors, at most so many seconds. One
    /// that has not got quiet three times in a row is looked at, and no longer waited for.
    static final class Quiet {
        private static final int TRIES = 3;

        private final double seconds;
        private final BooleanSupplier idle;
        private int vain;

        Quiet(double seconds) {
            this(seconds, Machine::idle);
        }

        Quiet(double seconds, BooleanSupplier idle) {
            this.seconds = seconds;
            this.idle = idle;
        }

        /// True once it is quiet; false when it does not get so.
        boolean await() {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            boolean quiet = idle.getAsBoolean();
            while (!quiet && vain < TRIES && System.nanoTime() < end) {
                quiet = idle.getAsBoolean();
            }
            vain = quiet ? 0 : vain + 1;
            return quiet;
        }
    }
}
