package jacobian.keras.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A CSV file to which lines are written one by one; each is in the file at once. [Table] reads such files.
public final class CsvFile implements AutoCloseable {
    private final CsvWriter writer;
    private final boolean isEmpty;

    private CsvFile(CsvWriter writer, boolean isEmpty) {
        this.writer = writer;
        this.isEmpty = isEmpty;
    }

    /// The file at `path`, values divided by `separator`: written anew, or with `append` continued.
    public static CsvFile open(Path path, char separator, boolean append) {
        try {
            boolean isEmpty = !append || !Files.exists(path) || Files.size(path) == 0;
            var writer = CsvWriter.builder()
                    .fieldSeparator(separator)
                    .build(
                            path,
                            StandardOpenOption.CREATE,
                            append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
            return new CsvFile(writer, isEmpty);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /// Whether nothing was in the file when it was opened.
    public boolean isEmpty() {
        return isEmpty;
    }

    /// Writes one line.
    public void write(List<String> values) {
        try {
            writer.writeRecord(values);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
