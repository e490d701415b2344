package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// The axes along which a layer works, as users give them, and weights that lie along them.
final class Axes {
    private Axes() {}

    /// `axes` of a setting: one or more.
    static List<Integer> of(String key, int... axes) {
        if (axes.length == 0) {
            throw new IllegalArgumentException(key + " is empty: needs one axis or more");
        }
        return IntStream.of(axes).boxed().toList();
    }

    /// `axes` counted from 0, in ascending order.
    static int[] positive(List<Integer> axes, Shape shape) {
        return axes.stream().mapToInt(shape::axis).sorted().distinct().toArray();
    }

    /// The sizes of `input` along `axes`, which must be known: the shape of a weight.
    static Shape sizes(Layer layer, List<Integer> axes, Shape input) {
        var shape = Shape.of(
                IntStream.of(positive(axes, input)).mapToObj(input::dim).toList());
        if (!shape.isKnown()) {
            throw new ShapeException(layer + " cannot take " + input + "\n  needs  known sizes along axis " + axes
                    + ", because its weights have them");
        }
        return shape.fixed();
    }

    /// `weight`, which has the sizes of `x` along `axes`, in a shape that broadcasts to that of `x`.
    static Tensor spread(Layer layer, Tensor weight, List<Integer> axes, Tensor x) {
        var positive = positive(axes, x.shape());
        var shape = Shape.of(Collections.nCopies(x.rank(), Dim.fixed(1)));
        for (int i = 0; i < positive.length; i++) {
            if (!x.shape().dim(positive[i]).agrees(weight.shape().dim(i))) {
                throw new ShapeException(layer + " cannot take " + x.shape() + "\n  needs  " + weight.shape()
                        + " along axis " + axes + ", as at its first call");
            }
            shape = shape.with(positive[i], weight.shape().dim(i));
        }
        return weight.cast(x.dtype()).reshape(shape);
    }
}
