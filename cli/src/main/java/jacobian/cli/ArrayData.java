package jacobian.cli;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.ArrayPreprocessing;
import jacobian.keras.data.Examples;
import jacobian.keras.data.ImagePreprocessing;
import jacobian.keras.data.Preprocessing;
import jacobian.keras.data.Rows;
import jacobian.keras.data.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Training with arrays: `x` and `y` of an `.npz` file, or `x_train`, `y_train`, `x_test`, `y_test`.
final class ArrayData {
    private static final double WHITE = 255;
    private static final int MOST_CLASSES = 1000;
    private static final int MOST_TOKENS = 1 << 20;

    private ArrayData() {}

    static TrainData of(TrainOptions options, Optional<Preprocessing> known, Console console) {
        TrainData.refuseColumns(options);
        var file = Path.of(options.data());
        var arrays = ArrayFile.read(file);
        boolean divided = arrays.containsKey("x_train");
        var train = divided
                ? examples(file, arrays, "x_train", "y_train", options.task())
                : examples(file, arrays, "x", "y", options.task());
        train = withTokens(train, options);
        var preprocessing = preprocessing(train, known, options);
        console.tell(file + ": " + train);
        var form = form(train, preprocessing, options);
        if (options.test().isPresent()) {
            var path = TrainData.tested(options, DataNames.Form.ARRAYS);
            var test = tested(path, ArrayFile.read(path), "x", "y", train);
            return TrainData.watched(train, test, options, preprocessing, form);
        }
        if (divided) {
            if (options.testSplit().isPresent()) {
                throw new UsageException(file + " has a test part of its own, x_test: leave --test-split out");
            }
            var test = tested(file, arrays, "x_test", "y_test", train);
            return TrainData.watched(train, test, options, preprocessing, form);
        }
        return TrainData.divided(train, options, preprocessing, form);
    }

    /// Whole numbers are words to a recurrent network and quantities to others.
    private static Examples withTokens(Examples examples, TrainOptions options) {
        return examples.x().type().dtype() == DType.INT32 && !takesTokens(examples, options)
                ? new Examples(asFloats(examples.x()), examples.y(), examples.classNames())
                : examples;
    }

    private static boolean takesTokens(Examples examples, TrainOptions options) {
        return options.start().isPresent()
                || options.model() == TrainOptions.Kind.LSTM
                        && examples.x().type().shape().rank() == 1;
    }

    private static Rows asFloats(Rows rows) {
        return Rows.of(tensor(rows).cast(DType.FLOAT32));
    }

    /// The rows as a tensor whose axis 0 counts them.
    static Tensor tensor(Rows rows) {
        var row = rows.type().shape();
        var sizes = IntStream.concat(
                        IntStream.of(Math.toIntExact(rows.count())),
                        IntStream.range(0, row.rank()).map(row::size))
                .toArray();
        return Tensor.of(rows.type().withShape(jacobian.engine.shape.Shape.of(sizes)), rows.elements());
    }

    private static Preprocessing preprocessing(Examples train, Optional<Preprocessing> known, TrainOptions options) {
        if (known.isPresent()) {
            var origin = options.start().orElseThrow().toString();
            var same = known.get();
            if (train.classNames().size() > same.classNames().size()
                    || train.isClassified() == same.classNames().isEmpty()) {
                TrainData.sameClasses(options.data(), train.classNames(), origin, same);
            }
            return same;
        }
        return new ArrayPreprocessing(train.classNames());
    }

    private static InputForm form(Examples train, Preprocessing preprocessing, TrainOptions options) {
        var dtype = train.x().type().dtype();
        if (preprocessing instanceof ImagePreprocessing image) {
            return new InputForm.Image(image.largest());
        }
        if (dtype == DType.UINT8) {
            return new InputForm.Image(WHITE);
        }
        if (dtype != DType.INT32) {
            return new InputForm.Numbers();
        }
        var tokens = tensor(train.x());
        int least = (int) tokens.min().item();
        int most = (int) tokens.max().item();
        if (least < 0 || most >= MOST_TOKENS) {
            throw new IllegalArgumentException(options.data() + ": x has whole numbers from " + least + " to " + most
                    + ", and as words they are expected from 0 to " + (MOST_TOKENS - 1)
                    + ": number the words so, or save x as float32");
        }
        return new InputForm.Tokens(most + 1);
    }

    /// The examples of the arrays called `x` and `y`, classes where `y` has whole numbers and `task` says no
    /// other.
    static Examples examples(Path file, Map<String, Tensor> arrays, String x, String y, Optional<Task> task) {
        var inputs = array(file, arrays, x);
        var targets = array(file, arrays, y);
        if (inputs.rank() < 2
                || targets.rank() < 1
                || inputs.shape().size(0) != targets.shape().size(0)) {
            throw new IllegalArgumentException(file + " has " + x + " " + inputs.shape() + " and " + y + " "
                    + targets.shape() + ": axis 0 of both counts the examples, and " + x + " needs one axis more");
        }
        boolean whole = !targets.dtype().isFloating();
        if (task.orElse(whole ? Task.CLASSIFICATION : Task.REGRESSION) == Task.REGRESSION) {
            return new Examples(Rows.of(numbers(inputs)), Rows.of(targets.cast(DType.FLOAT32)), List.of());
        }
        return classified(file, y, numbers(inputs), targets);
    }

    private static Tensor array(Path file, Map<String, Tensor> arrays, String name) {
        var array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(file + " has no array \"" + name + "\": it has "
                    + String.join(", ", arrays.keySet()) + ", and x and y are expected"
                    + " (or x_train, y_train, x_test, y_test); save it with numpy.savez(file, x=.., y=..)");
        }
        return array;
    }

    /// One of the types that inputs have: uint8, int32, float32.
    private static Tensor numbers(Tensor array) {
        return switch (array.dtype()) {
            case UINT8, INT32, FLOAT32 -> array;
            case INT64 -> array.cast(DType.INT32);
            case BOOL, FLOAT16, BFLOAT16, FLOAT64 -> array.cast(DType.FLOAT32);
        };
    }

    private static Examples classified(Path file, String y, Tensor inputs, Tensor targets) {
        var flat = targets.rank() == 2 && targets.shape().size(1) == 1 ? targets.squeeze(1) : targets;
        if (flat.rank() != 1) {
            throw new IllegalArgumentException(file + ": " + y + " is " + targets.shape() + " and its numbers are"
                    + " whole, so one class a row is expected: save the number of the class, from 0 on, not a row of"
                    + " zeros and a one; or give --task regression");
        }
        var values = flat.doubles();
        for (double value : values) {
            if (value != Math.rint(value) || value < 0 || value >= MOST_CLASSES) {
                throw new IllegalArgumentException(file + ": " + y + " has " + value + ", and classes are whole"
                        + " numbers from 0 to " + (MOST_CLASSES - 1) + ": number them so, or give --task regression");
            }
        }
        var classes = Arrays.stream(values).mapToInt(each -> (int) each).toArray();
        int count = Math.max(2, Arrays.stream(classes).max().orElse(0) + 1);
        var names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
        return new Examples(Rows.of(inputs), Rows.of(classes), names);
    }

    /// Examples to test with: of the classes and the type that `train` has.
    static Examples tested(Path file, Map<String, Tensor> arrays, String x, String y, Examples train) {
        var task = train.isClassified() ? Task.CLASSIFICATION : Task.REGRESSION;
        var test = examples(file, arrays, x, y, Optional.of(task));
        if (test.classNames().size() > train.classNames().size()) {
            throw new IllegalArgumentException(file + ": " + y + " has the class "
                    + (test.classNames().size() - 1) + ", and those to train with end at "
                    + (train.classNames().size() - 1));
        }
        if (!test.x().type().shape().equals(train.x().type().shape())) {
            throw new IllegalArgumentException(file + ": a row of " + x + " is "
                    + test.x().type().shape() + ", and " + train.x().type().shape() + " in training");
        }
        var rows = train.x().type().dtype() == test.x().type().dtype() ? test.x() : asFloats(test.x());
        return new Examples(rows, test.y(), train.classNames());
    }
}
