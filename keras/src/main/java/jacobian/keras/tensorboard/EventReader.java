package jacobian.keras.tensorboard;

import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A run: all event files in one folder, read in the order of their names, then on as they grow and as new ones
/// appear.
///
/// ```java
/// EventReader.runs(Path.of("logs")).forEach((name, folder) ->
///         new EventReader(folder).read(event -> IO.println(name + " " + event)));
/// ```
public final class EventReader {
    private static final int DEPTH = 32;

    private final Path folder;
    private final SortedMap<Path, EventFile> files = new TreeMap<>();
    private final SortedMap<Path, RefusedFileException> refused = new TreeMap<>();

    /// The run in `folder`; nothing is read yet.
    public EventReader(Path folder) {
        this.folder = folder;
    }

    /// The folders in `logs`, and `logs` itself, that hold event files, by their path from there: `train`,
    /// `validation`; the folder itself is `.`. Links to folders are not followed.
    public static SortedMap<String, Path> runs(Path logs) {
        var runs = new TreeMap<String, Path>();
        if (!Files.isDirectory(logs)) {
            return runs;
        }
        try (var paths = Files.walk(logs, DEPTH)) {
            paths.filter(EventFile::isEventFile).filter(Files::isRegularFile).forEach(file -> {
                var run = file.getParent();
                var name = logs.relativize(run).toString().replace('\\', '/');
                runs.put(name.isEmpty() ? "." : name, run);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(logs + ": " + e, e);
        }
        return runs;
    }

    public Path folder() {
        return folder;
    }

    /// Gives the events that were not given before to `each`; how many there were.
    ///
    /// @throws RefusedFileException where a file is damaged, after all others have been read; it is left out from
    ///     then on
    public long read(Consumer<? super Event> each) {
        addNew();
        long count = 0;
        RefusedFileException first = null;
        for (var file : files.values()) {
            if (!refused.containsKey(file.path())) {
                try {
                    count += file.read(each);
                } catch (RefusedFileException broken) {
                    refused.put(file.path(), broken);
                    first = first == null ? broken : first;
                }
            }
        }
        throwIfAny(first);
        return count;
    }

    private static void throwIfAny(@Nullable RefusedFileException refused) {
        if (refused != null) {
            throw refused;
        }
    }

    private void addNew() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var paths = Files.list(folder)) {
            paths.filter(EventFile::isEventFile)
                    .filter(Files::isRegularFile)
                    .forEach(path -> files.computeIfAbsent(path, EventFile::new));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": " + e, e);
        }
    }
}
