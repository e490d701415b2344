package jacobian.cli;

import jacobian.keras.saving.AtomicFile;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The folder in which a search keeps what it goes on from, and the command that it belongs to.
record SearchFolder(Path path) {
    private static final String COMMAND = "command.json";
    private static final String OWN = "search\\.json|command\\.json|trial-\\d+\\.weights\\.h5";

    /// Makes the folder ready for the command; refuses one that holds another search, or that is not asked for.
    void begin(TuneOptions options) {
        var command = path.resolve(COMMAND);
        try {
            if (Files.exists(command) && !options.resume()) {
                throw new UsageException(path + " holds a search that has not ended: add --resume to go on with it,"
                        + " or delete the folder");
            }
            if (Files.exists(command)) {
                check(Json.readObject(Files.readString(command), Limits.standard()), options.identity());
                return;
            }
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be used: " + e.getMessage(), e);
        }
        var text = Json.write(options.identity()).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(command, out -> out.write(text));
    }

    private void check(Map<String, ?> begun, Map<String, String> now) {
        now.forEach((option, value) -> {
            if (!value.equals(begun.get(option))) {
                throw new UsageException(path + " holds a search with another " + option + ", "
                        + begun.get(option) + ", and this one has " + value
                        + ": give the same, or leave --resume out and --out another name");
            }
        });
    }

    /// Removes what the search needs no more, and what a killed process was writing of it.
    void end() {
        try (var files = Files.list(path)) {
            for (var file : files.filter(each ->
                            AtomicFile.target(each.getFileName().toString()).matches(OWN))
                    .toList()) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (DirectoryNotEmptyException kept) {
            // Somebody else has put something there.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path + ": " + e.getMessage(), e);
        }
    }
}
