package jacobian.keras.ops;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.DataFormat;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// The axes of images, sequences and volumes: `rank` spatial ones, the batch, and the channels where `format` has
/// them. Inside the operations channels are last.
record Spatial(String op, DataFormat format, int rank) {
    private static final List<String> NAMES = List.of("depth", "height", "width");

    /// `numbers`, one for each of `rank` axes or one for all, each 1 or more.
    static List<Integer> numbers(String key, int rank, int... numbers) {
        for (int number : numbers) {
            Checks.positive(key, number);
        }
        return each(key, rank, numbers);
    }

    /// `numbers`, one for each of `rank` axes or one for all.
    static List<Integer> each(String key, int rank, int... numbers) {
        if (numbers.length != 1 && numbers.length != rank) {
            throw new IllegalArgumentException(key + "=" + Arrays.toString(numbers)
                    + ": needs one number, or one for each of the " + rank + " spatial axes");
        }
        return numbers.length == rank ? IntStream.of(numbers).boxed().toList() : Collections.nCopies(rank, numbers[0]);
    }

    /// `x` with its channels last.
    Tensor last(Tensor x) {
        require(x);
        return format == DataFormat.CHANNELS_FIRST ? x.moveaxis(1, -1) : x;
    }

    /// `x`, whose channels are last, in the given format.
    Tensor back(Tensor x) {
        return format == DataFormat.CHANNELS_FIRST ? x.moveaxis(-1, 1) : x;
    }

    /// Whether `a` and `b` can be of equal sizes.
    static boolean agree(Shape a, Shape b) {
        return a.rank() == b.rank()
                && IntStream.range(0, a.rank()).allMatch(i -> a.dim(i).agrees(b.dim(i)));
    }

    private void require(Tensor x) {
        if (x.rank() != rank + 2) {
            throw new ShapeException(op + " cannot take " + x.shape() + ": needs " + needs());
        }
    }

    /// Such as `(batch, height, width, channels)`.
    private String needs() {
        var spatial = rank == 1 ? "steps" : String.join(", ", NAMES.subList(3 - rank, 3));
        return format == DataFormat.CHANNELS_FIRST
                ? "(batch, channels, " + spatial + ")"
                : "(batch, " + spatial + ", channels)";
    }

    /// `x`, channels last, whose spatial sizes are known, as fixed sizes.
    Tensor fixed(Tensor x) {
        var shape = x.shape();
        if (!shape.range(1, rank + 1).isKnown()) {
            throw new ShapeException(op + " cannot take " + shape + ": needs " + needs() + " with known spatial sizes");
        }
        Shape fixed = shape;
        for (int i = 1; i <= rank; i++) {
            fixed = fixed.with(i, Dim.fixed(shape.size(i)));
        }
        return x.reshape(fixed);
    }
}
