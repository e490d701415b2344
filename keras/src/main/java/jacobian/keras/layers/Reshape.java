package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The same values of each example under other sizes.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, ...)` |
/// | output | `(batch, target...)` |
public final class Reshape extends FluentLayer<Reshape> {
    private final Setting<List<Integer>> targetShape = required("target_shape", List.class);

    /// The sizes of one example, without the batch; one of them may be -1 and follows from the rest.
    public Reshape(int... targetShape) {
        if (IntStream.of(targetShape).filter(size -> size < 1).count()
                > (IntStream.of(targetShape).anyMatch(size -> size == -1) ? 1 : 0)) {
            throw new IllegalArgumentException("target_shape=" + Arrays.toString(targetShape)
                    + ": needs sizes of 1 or more, one of them may be -1");
        }
        set(this.targetShape, IntStream.of(targetShape).boxed().toList());
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var dims = new ArrayList<Dim>();
        dims.add(x.shape().dim(0));
        for (int size : value(targetShape)) {
            dims.add(size == -1 ? rest(x.shape()) : Dim.fixed(size));
        }
        var shape = Shape.of(dims);
        var from = x.shape().range(1, x.rank());
        var to = shape.range(1, shape.rank());
        if (from.isKnown() && to.isKnown() && from.size() != to.size()) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  " + to.size()
                    + " values an example\n  has    " + from.size());
        }
        return x.reshape(shape);
    }

    /// The size that stands for -1.
    private Dim rest(Shape input) {
        long known = value(targetShape).stream()
                .filter(size -> size != -1)
                .mapToLong(Integer::longValue)
                .reduce(1, (a, b) -> a * b);
        var example = input.range(1, input.rank());
        if (!example.isKnown()) {
            return Dim.unknown();
        }
        if (example.size() % known != 0) {
            throw new ShapeException(this + " cannot take " + input + "\n  needs  a multiple of " + known
                    + " values an example\n  has    " + example.size());
        }
        return Dim.fixed(Math.toIntExact(example.size() / known));
    }
}
