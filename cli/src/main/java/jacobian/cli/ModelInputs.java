package jacobian.cli;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.ColorMode;
import jacobian.keras.data.ImagePreprocessing;
import jacobian.keras.data.Rows;
import jacobian.keras.data.Table;
import jacobian.keras.data.TabularPreprocessing;
import jacobian.keras.models.Model;
import jacobian.keras.saving.Npy;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads what INPUT of `jac predict` names into the inputs of a model.
final class ModelInputs {
    private static final List<String> IMAGES = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
    private static final List<String> TABLES = List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz");
    static final String STANDARD_INPUT = "-";

    private final StoredModel stored;
    private final ModelFile file;
    private final InputStream in;

    /// Some examples.
    ///
    /// @param names what each example is called
    /// @param columns the rows of each input of the model
    record Part(List<String> names, List<Rows> columns) {}

    /// @param in what `-` stands for
    ModelInputs(StoredModel stored, ModelFile file, InputStream in) {
        this.stored = stored;
        this.file = file;
        this.in = in;
        if (stored.model().inputs().isEmpty()) {
            throw new IllegalArgumentException(file + " says nothing of its inputs: it needs a Sequential model with an"
                    + " Input, or a functional one");
        }
    }

    /// Refuses what cannot be an input by its name, before the model is loaded.
    static void check(List<String> words) {
        if (words.isEmpty()) {
            throw new UsageException("no INPUT: the path of a .npy, .npz, .csv, .png or .jpg file is expected, or - for"
                    + " CSV from standard input; see jac predict --help");
        }
        for (var word : words) {
            if (!word.equals(STANDARD_INPUT)
                    && !isNamed(word, List.of(".npy", ".npz"))
                    && !isNamed(word, TABLES)
                    && !isNamed(word, IMAGES)) {
                throw new UsageException("INPUT " + word + ": a name ending in .npy, .npz, .csv, .csv.gz, .png, .jpg,"
                        + " .gif or .bmp is expected, or - for CSV from standard input");
            }
        }
    }

    private static boolean isNamed(String word, List<String> endings) {
        var name = word.toLowerCase(java.util.Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }

    /// The examples of all words, image files that follow each other in one part.
    List<Part> read(List<String> words) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (isNamed(word, IMAGES)) {
                int from = i;
                while (i + 1 < words.size() && isNamed(words.get(i + 1), IMAGES)) {
                    i++;
                }
                parts.add(images(words.subList(from, i + 1)));
            } else {
                parts.add(array(word, words.size() > 1));
            }
        }
        return parts;
    }

    private Part array(String word, boolean named) {
        var columns = word.endsWith(".npz")
                ? arrays(Path.of(word))
                : List.of(word.endsWith(".npy") ? rows(word, npy(Path.of(word)), 0) : table(word));
        var prefix = named
                ? (word.equals(STANDARD_INPUT)
                                ? word
                                : String.valueOf(Path.of(word).getFileName())) + ":"
                : "";
        var names = IntStream.rangeClosed(1, Math.toIntExact(columns.getFirst().count()))
                .mapToObj(row -> prefix + row)
                .toList();
        return new Part(names, columns);
    }

    private static Tensor npy(Path path) {
        ArrayFile.checkThere(path);
        return Npy.read(path);
    }

    // ---- arrays ----

    private List<Rows> arrays(Path path) {
        var arrays = ArrayFile.read(path);
        var names = model().inputNames();
        if (names.size() == 1 && arrays.size() == 1) {
            return List.of(rows(path.toString(), arrays.firstEntry().getValue(), 0));
        }
        var missing = names.stream().filter(name -> !arrays.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(path + " has no array " + String.join(", ", missing) + ": it has "
                    + String.join(", ", arrays.keySet()) + ", and one for each input of " + file + " is expected, "
                    + String.join(", ", names));
        }
        var rows = new ArrayList<Rows>();
        for (var name : names) {
            rows.add(rows(path + ", " + name, value(arrays, name), rows.size()));
        }
        return rows;
    }

    private static Tensor value(Map<String, Tensor> arrays, String name) {
        return Optional.ofNullable(arrays.get(name)).orElseThrow();
    }

    /// The rows of an array, or the one row that it is.
    private Rows rows(String source, Tensor array, int input) {
        var row = row(input);
        if (fits(array.shape(), 0, row)) {
            return Rows.of(array.expandDims(0));
        }
        if (array.rank() > 0 && fits(array.shape(), 1, row)) {
            return Rows.of(array);
        }
        throw new IllegalArgumentException(source + " is " + array.shape() + ", and " + file + " takes examples of "
                + row + ": give them so, with one axis before that counts them");
    }

    /// Whether the axes from `from` on are those of a row; a last one of size 1 may be left out.
    private static boolean fits(Shape shape, int from, Shape row) {
        int rank = shape.rank() - from;
        if (rank == row.rank() - 1 && row.dim(-1).isOne()) {
            return agrees(shape, from, row, rank);
        }
        return rank == row.rank() && agrees(shape, from, row, rank);
    }

    private static boolean agrees(Shape shape, int from, Shape row, int rank) {
        return IntStream.range(0, rank).allMatch(i -> shape.dim(from + i).agrees(row.dim(i)));
    }

    private Model model() {
        return stored.model();
    }

    /// The shape of one example of an input.
    private Shape row(int input) {
        var shape = model().inputs().get(input).shape();
        return shape.range(1, shape.rank());
    }

    // ---- tables ----

    private Rows table(String word) {
        oneInput(word);
        var table = word.equals(STANDARD_INPUT) ? Table.csv("standard input", in) : Table.csv(Path.of(word));
        return stored.preprocessing().orElse(null) instanceof TabularPreprocessing learned
                ? Rows.of(learned.inputs(table))
                : numbers(table);
    }

    /// A table of numbers alone, a column for each number of an example.
    private Rows numbers(Table table) {
        var row = row(0);
        if (!row.isKnown() || row.size() != table.columns().size()) {
            throw new IllegalArgumentException(table.source() + " has "
                    + table.columns().size() + " columns, and "
                    + file + " takes examples of " + row + " and keeps nothing of a table: give it as many columns of"
                    + " numbers, or an array");
        }
        var values = new float[table.rows() * table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(
                    table, i / table.columns().size(), i % table.columns().size(), file);
        }
        var sizes = IntStream.concat(
                IntStream.of(table.rows()), IntStream.range(0, row.rank()).map(row::size));
        return Rows.of(Tensor.of(values, sizes.toArray()));
    }

    /// The number in a cell of a table for `model`, which keeps nothing of one.
    static float number(Table table, int row, int column, ModelFile model) {
        var text = table.cell(row, column);
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    table.source() + ", row " + (row + 1) + ", column \""
                            + table.columns().get(column) + "\": \"" + text + "\" is no number, and " + model
                            + " keeps nothing of a table: give numbers",
                    e);
        }
    }

    // ---- images ----

    private Part images(List<String> words) {
        oneInput(words.getFirst());
        var paths = words.stream().map(Path::of).toList();
        var preprocessing = imagePreprocessing(words.getFirst());
        var names = paths.stream().map(path -> path.getFileName().toString()).toList();
        return new Part(names, List.of(Rows.of(preprocessing.inputs(paths))));
    }

    private ImagePreprocessing imagePreprocessing(String word) {
        if (stored.preprocessing().orElse(null) instanceof ImagePreprocessing image) {
            return image;
        }
        var row = row(0);
        boolean channeled = row.rank() == 3 && row.isKnown() && List.of(1, 3, 4).contains(row.size(2));
        if (!channeled && !(row.rank() == 2 && row.isKnown())) {
            throw new IllegalArgumentException(word + " is an image, and " + file + " takes examples of " + row
                    + ": an image needs (height, width, channels) with 1, 3 or 4 channels");
        }
        var mode = ColorMode.of(channeled ? row.size(2) : 1);
        return new ImagePreprocessing(row.size(0), row.size(1), mode, 255, List.of());
    }

    private void oneInput(String word) {
        if (model().inputs().size() != 1) {
            throw new IllegalArgumentException(word + " is one input, and " + file + " takes "
                    + String.join(", ", model().inputNames()) + ": give a .npz file with an array for each");
        }
    }

    /// Whether values are images from 0 to 255 only because nothing else is known.
    boolean guessesImages(List<String> words) {
        return words.stream().anyMatch(word -> isNamed(word, IMAGES))
                && stored.preprocessing().isEmpty();
    }

    /// One of the types that files of outputs have.
    static Tensor plain(Tensor output) {
        return output.dtype().isHalf() ? output.cast(DType.FLOAT32) : output;
    }
}
