package jacobian.keras.fuzzing;

import jacobian.keras.fuzzing.Fuzz.Door;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.saving.hdf5.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The doors through which files come in, and the seeds that are mutated for each.
final class Doors {
    /// Larger seeds would only be slower.
    private static final long LARGEST_SEED = 200_000;

    private Doors() {}

    static List<Door> all() {
        return List.of(new Door("HDF5", file -> Walk.all(Hdf5File.open(file)), seeds("hdf5", "h5")));
    }

    /// The files with one of `endings` in a folder of test resources.
    private static List<Path> seeds(String folder, String... endings) {
        try (var files =
                Files.walk(Path.of(Doors.class.getResource("/files/" + folder).toURI()))) {
            return files.filter(file -> Arrays.stream(endings)
                            .anyMatch(end -> file.toString().endsWith("." + end)))
                    .filter(file -> file.toFile().length() < LARGEST_SEED)
                    .sorted()
                    .toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (URISyntaxException problem) {
            throw new AssertionError(problem);
        }
    }
}
