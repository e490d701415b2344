package jacobian.keras.callbacks;

import jacobian.keras.data.CsvFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes what is logged after each epoch into a CSV file: a line of names that begins with `epoch`, then a
/// line for each epoch, `NA` where a number is missing. Each line is in the file as soon as its epoch has
/// ended.
public final class CSVLogger extends Callback {
    private final Path file;
    private char separator = ',';
    private boolean append;
    private @Nullable CsvFile open;
    private List<String> keys = List.of();

    /// Into `file`.
    public CSVLogger(Path file) {
        this.file = file;
    }

    /// Sets what stands between values; a comma unless set.
    public CSVLogger separator(char separator) {
        this.separator = separator;
        return this;
    }

    /// Sets whether lines are added to a file that is there; it is written anew unless set.
    public CSVLogger append(boolean append) {
        this.append = append;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        close();
        open = CsvFile.open(file, separator, append);
        keys = List.of();
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        var csv = open;
        if (csv == null) {
            return;
        }
        if (keys.isEmpty()) {
            keys = keys(logs);
            if (csv.isEmpty()) {
                var names = new ArrayList<>(List.of("epoch"));
                names.addAll(keys);
                csv.write(names);
            }
        }
        var values = new ArrayList<>(List.of(Integer.toString(epoch)));
        keys.forEach(key -> values.add(logs.containsKey(key) ? logs.get(key).toString() : "NA"));
        csv.write(values);
    }

    /// All names, and those of a validation that may come later.
    private static List<String> keys(Map<String, Double> logs) {
        var sorted = new ArrayList<>(logs.keySet().stream().sorted().toList());
        if (sorted.stream().noneMatch(key -> key.startsWith("val_"))) {
            sorted.addAll(sorted.stream().map(key -> "val_" + key).toList());
        }
        return sorted;
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        close();
    }

    private void close() {
        var csv = open;
        if (csv != null) {
            csv.close();
            open = null;
        }
    }
}
