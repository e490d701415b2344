package jacobian.cli;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.saving.Npz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;

/// Files of arrays.
final class ArrayFile {
    private ArrayFile() {}

    /// The arrays of an `.npz` file by name.
    static SequencedMap<String, Tensor> read(Path file) {
        checkThere(file);
        return Npz.read(file);
    }

    static void checkThere(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + " does not exist: give the path of a file that does");
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder: give the path of a file");
        }
    }
}
