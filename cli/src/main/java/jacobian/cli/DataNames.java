package jacobian.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What DATA on a command line may be.
final class DataNames {
    static final String EXPECTED = "digits, iris, mnist, fashion-mnist, FILE.csv, FILE.npz, DIR";

    private static final List<String> OWN = List.of("digits", "iris", "mnist", "fashion-mnist");
    private static final List<String> TABLES = List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz");
    private static final String ARRAYS = ".npz";

    /// In which form data lies.
    enum Form {
        DIGITS,
        IRIS,
        MNIST,
        FASHION_MNIST,
        TABLE,
        ARRAYS,
        FOLDER
    }

    private DataNames() {}

    /// The form of what an option or the command was given; refused where it is none.
    static Form form(String option, String data) {
        if (OWN.contains(data)) {
            return Form.valueOf(data.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        var path = Path.of(data);
        if (Files.isDirectory(path)) {
            return Form.FOLDER;
        }
        var name = fileName(path);
        if (name.endsWith(ARRAYS)) {
            return Form.ARRAYS;
        }
        if (TABLES.stream().anyMatch(name::endsWith) || Files.isRegularFile(path)) {
            return Form.TABLE;
        }
        throw new UsageException(option + " " + data + ": one of " + String.join(", ", OWN)
                + ", or the path of a .csv, .csv.gz or .npz file or of a folder of images is expected");
    }

    /// What a model trained on `data` is called: the name of a data set, or of a file without its ending.
    static String stem(String data) {
        if (OWN.contains(data)) {
            return data;
        }
        var name = fileName(Path.of(data).toAbsolutePath().normalize());
        for (var ending : TABLES.reversed()) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name.endsWith(ARRAYS) ? name.substring(0, name.length() - ARRAYS.length()) : name;
    }

    private static String fileName(Path path) {
        return path.getFileName() == null ? "data" : path.getFileName().toString();
    }
}
