package jacobian.cli;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.ColorMode;
import jacobian.keras.data.Examples;
import jacobian.keras.data.ImageDirectory;
import jacobian.keras.data.ImagePreprocessing;
import jacobian.keras.data.Rows;
import jacobian.keras.data.Table;
import jacobian.keras.data.TabularPreprocessing;
import jacobian.keras.data.TabularPreprocessing.ClassTarget;
import jacobian.keras.data.TabularPreprocessing.NumberTarget;
import jacobian.keras.data.Task;
import jacobian.keras.datasets.Datasets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The examples on which `jac evaluate` tests a model. Of the data it was trained on they are those that
/// training put aside.
final class TestData {
    private final StoredModel stored;
    private final ModelFile file;
    private final Arguments arguments;
    private final Console console;

    TestData(StoredModel stored, ModelFile file, Arguments arguments, Console console) {
        this.stored = stored;
        this.file = file;
        this.arguments = arguments;
        this.console = console;
    }

    Examples of(String data) {
        var form = DataNames.form("DATA", data);
        boolean table = form == DataNames.Form.TABLE || form == DataNames.Form.IRIS;
        if (!table && arguments.text("--target").isPresent()) {
            throw new UsageException("--target names a column of a table: leave it out for " + data);
        }
        return switch (form) {
            case DIGITS -> aside(data, Datasets.digits());
            case MNIST, FASHION_MNIST ->
                TrainData.collection(form, arguments.text("--data").map(Path::of), console)
                        .test();
            case IRIS, TABLE -> table(data, TableData.read(data));
            case ARRAYS -> arrays(data);
            case FOLDER -> folder(data);
        };
    }

    /// What training saw nothing of, where it was on this data.
    private Optional<Origin> origin(String data) {
        var origin = stored.origin().filter(each -> each.data().equals(data) && each.testPart() > 0);
        origin.ifPresent(each -> console.tell(data + ": the part that training put aside (--seed " + each.seed() + ", "
                + each.testPart() + " of it)"));
        return origin;
    }

    private Examples aside(String data, Examples all) {
        return origin(data)
                .map(origin -> all.split(origin.testPart(), origin.seed()).test())
                .orElse(all);
    }

    // ---- tables ----

    private Examples table(String data, Table table) {
        if (!(stored.preprocessing().orElse(null) instanceof TabularPreprocessing learned)) {
            return numbers(table);
        }
        var asked = arguments
                .text("--target")
                .map(column -> new TabularPreprocessing(learned.features(), renamed(learned, column)))
                .orElse(learned);
        var rows = origin(data)
                .map(origin -> TableData.testPart(table, asked, origin.testPart(), origin.seed()))
                .orElse(table);
        return asked.examples(rows);
    }

    private static TabularPreprocessing.Target renamed(TabularPreprocessing learned, String column) {
        return switch (learned.target()) {
            case ClassTarget(var _, var names) -> new ClassTarget(column, names);
            case NumberTarget(var _, double mean, double deviation) -> new NumberTarget(column, mean, deviation);
        };
    }

    /// A table for a model that keeps nothing of one: all columns beside the target are its inputs, as they are.
    private Examples numbers(Table table) {
        var target = arguments.text("--target").orElseGet(() -> TabularPreprocessing.targetOf(table));
        int at = table.index(target);
        var features = IntStream.range(0, table.columns().size())
                .filter(column -> column != at)
                .toArray();
        var row = row();
        if (!row.isKnown() || row.size() != features.length) {
            throw new IllegalArgumentException(
                    table.source() + " has " + features.length + " columns beside \"" + target
                            + "\", and " + file + " takes examples of " + row
                            + " and keeps nothing of a table: give it as many columns of numbers, or an array");
        }
        var x = new float[table.rows() * features.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = ModelInputs.number(table, i / features.length, features[i % features.length], file);
        }
        var y = new float[table.rows()];
        for (int i = 0; i < y.length; i++) {
            y[i] = ModelInputs.number(table, i, at, file);
        }
        var inputs = Tensor.of(x, sizes(table.rows(), row));
        boolean classes = TabularPreprocessing.taskOf(table, target) == Task.CLASSIFICATION;
        var targets = classes ? Tensor.of(y, y.length).cast(jacobian.engine.shape.DType.INT32) : Tensor.of(y, y.length);
        return ArrayData.examples(
                Path.of(table.source()), Map.of("x", inputs, target, targets), "x", target, Optional.empty());
    }

    private static int[] sizes(int rows, Shape row) {
        return IntStream.concat(
                        IntStream.of(rows), IntStream.range(0, row.rank()).map(row::size))
                .toArray();
    }

    // ---- arrays and folders ----

    private Examples arrays(String data) {
        var path = Path.of(data);
        var arrays = ArrayFile.read(path);
        boolean divided = arrays.containsKey("x_test");
        var names = stored.preprocessing().map(each -> each.classNames()).orElse(List.of());
        Optional<Task> task =
                stored.preprocessing().map(each -> each.classNames().isEmpty() ? Task.REGRESSION : Task.CLASSIFICATION);
        var all = ArrayData.examples(path, arrays, divided ? "x_test" : "x", divided ? "y_test" : "y", task);
        checkFits(data, all.x());
        if (names.size() < all.classNames().size() && !names.isEmpty()) {
            throw new IllegalArgumentException(
                    data + " has the class " + (all.classNames().size() - 1) + ", and " + file + " tells "
                            + names.size() + " apart: " + String.join(", ", names));
        }
        var named = new Examples(all.x(), all.y(), names.isEmpty() ? all.classNames() : names);
        return divided ? named : aside(data, named);
    }

    private void checkFits(String data, Rows x) {
        var given = x.type().shape();
        var row = row();
        boolean fits = given.rank() == row.rank()
                && IntStream.range(0, row.rank()).allMatch(i -> row.dim(i).agrees(given.dim(i)));
        boolean unchanneled = given.rank() == row.rank() - 1 && row.dim(-1).isOne();
        if (!fits && !unchanneled) {
            throw new IllegalArgumentException(
                    data + " has examples of " + given + ", and " + file + " takes " + row + ": give it such ones");
        }
    }

    private Examples folder(String data) {
        var images = new ImageDirectory(Path.of(data));
        var row = row();
        if (stored.preprocessing().orElse(null) instanceof ImagePreprocessing same) {
            images.like(same);
            TrainData.sameClasses(data, images.classNames(), file.toString(), same);
        } else if (row.rank() == 3 && row.isKnown()) {
            images.imageSize(row.size(0), row.size(1)).colorMode(ColorMode.of(row.size(2)));
            console.tell(file + " does not say how images were read in training: values are given from 0 to 255");
        } else {
            throw new IllegalArgumentException(
                    data + " has images, and " + file + " takes examples of " + row + ": give it such ones");
        }
        return aside(data, images.examples());
    }

    /// One example as the model takes it.
    private Shape row() {
        var inputs = stored.model().inputs();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(file + " has " + inputs.size()
                    + " inputs that are known: jac evaluate takes models of one; use evaluate of a program");
        }
        var shape = inputs.getFirst().shape();
        return shape.range(1, shape.rank());
    }
}
