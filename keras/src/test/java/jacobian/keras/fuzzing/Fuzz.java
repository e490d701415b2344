package jacobian.keras.fuzzing;

import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads mutants of seed files through one door and notes all that is neither read nor refused: another
/// exception, an error, more than two seconds of computing.
final class Fuzz {
    static final long MOST_MILLIS = 2000;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    /// @param read opens the file and reads all of it
    record Door(String name, Reader read, List<Path> seeds) {}

    /// Reads a whole file.
    @FunctionalInterface
    interface Reader {
        void read(Path file);
    }

    /// @param findings what was found, by the place it was found at, with the file that shows it
    record Report(String door, int files, int whole, int refused, long slowest, Map<String, Path> findings) {
        @Override
        public String toString() {
            return "%s: %,d mutants, %,d read, %,d refused, slowest %d ms, findings %s"
                    .formatted(door, files, whole, refused, slowest, findings);
        }
    }

    private final Door door;
    private final Path folder;
    private final Map<String, Path> findings = new LinkedHashMap<>();
    private int whole;
    private int refused;
    private long slowest;

    private Fuzz(Door door, Path folder) {
        this.door = door;
        this.folder = folder;
    }

    /// Reads the mutants number `from` to `from + count` of the door's seeds; those that show something stay in
    /// `folder`.
    static Report run(Door door, Path folder, long from, int count) {
        var fuzz = new Fuzz(door, folder);
        for (long number = from; number < from + count; number++) {
            fuzz.one(number);
        }
        return fuzz.report(count);
    }

    /// Reads the files as they are.
    static Report read(Door door, Path folder, List<Path> files) {
        var fuzz = new Fuzz(door, folder);
        files.forEach(fuzz::read);
        return fuzz.report(files.size());
    }

    private Report report(int files) {
        return new Report(door.name, files, whole, refused, slowest, findings);
    }

    private void one(long number) {
        var chance = new Chance(number);
        var seed = chance.of(door.seeds);
        var file = folder.resolve(number + "-" + seed.getFileName());
        try {
            Files.write(
                    file, new FileMutations(chance).mutate(seed.getFileName().toString(), Files.readAllBytes(seed)));
            if (read(file)) {
                Files.delete(file);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// Whether nothing was found that is not known already. Errors of the machine are findings too.
    private boolean read(Path file) {
        // Other work on the machine must not count; a reader that waits for ever ends the process.
        long start = CLOCK.getCurrentThreadCpuTime();
        var found = "";
        try (var _ = new Watch(file)) {
            door.read.read(file);
            whole++;
        } catch (RefusedFileException _) {
            refused++;
        } catch (Throwable problem) {
            found = place(problem);
        }
        long millis = (CLOCK.getCurrentThreadCpuTime() - start) / 1_000_000;
        slowest = Math.max(slowest, millis);
        if (found.isEmpty() && millis > MOST_MILLIS) {
            found = "more than " + MOST_MILLIS + " ms";
        }
        return found.isEmpty() || findings.putIfAbsent(found, file) != null;
    }

    private static String place(Throwable problem) {
        var ours = Arrays.stream(problem.getStackTrace())
                .filter(each -> each.getClassName().startsWith("jacobian."))
                .findFirst()
                .map(Object::toString)
                .orElse("elsewhere");
        return problem.getClass().getName() + " at " + ours;
    }
}
