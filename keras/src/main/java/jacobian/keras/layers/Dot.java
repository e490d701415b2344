package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The products of two inputs summed along one axis of each, example by example.
///
/// | | shape |
/// |---|---|
/// | inputs | `(batch, a..., k)`, `(batch, k, b...)`, with k at any axis but the first |
/// | output | `(batch, a..., b...)`, `(batch, 1)` where nothing else is left |
///
/// Masks of the inputs end here, in Keras without a word too.
public final class Dot extends FluentLayer<Dot> {
    /// Keras' `backend.epsilon()`: no vector is taken for shorter than this.
    private static final double EPSILON = 1e-7;

    private final Setting<List<Integer>> axes = required("axes", List.class);
    private final Setting<Boolean> normalize = setting("normalize", false);

    /// The axis summed along, one for both inputs or one for each; negative ones count from the end.
    public Dot(int... axes) {
        if (axes.length < 1 || axes.length > 2 || IntStream.of(axes).anyMatch(axis -> axis == 0)) {
            throw new IllegalArgumentException("axes=" + Arrays.toString(axes)
                    + ": needs one axis, or one for each input, none of them the batch");
        }
        set(this.axes, IntStream.of(axes).boxed().toList());
    }

    /// Sets whether the vectors along the axes are brought to length 1 before: the result is the cosine between
    /// them.
    public Dot normalize(boolean normalize) {
        return set(this.normalize, normalize);
    }

    @Override
    protected Tensor call(List<Tensor> inputs, Call call) {
        if (inputs.size() != 2) {
            throw new ShapeException(this + " takes two inputs, not " + inputs.size());
        }
        var a = inputs.get(0);
        var b = inputs.get(1);
        int i = axis(a, value(axes).getFirst(), inputs);
        int k = axis(b, value(axes).getLast(), inputs);
        if (!a.shape().dim(i).agrees(b.shape().dim(k))) {
            throw refused(
                    inputs,
                    "axis " + i + " of the first is " + a.shape().dim(i) + ", axis " + k + " of the second is "
                            + b.shape().dim(k) + ": they must match");
        }
        return value(normalize) ? product(unit(a, i), i, unit(b, k), k) : product(a, i, b, k);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return Optional.empty();
    }

    private int axis(Tensor x, int axis, List<Tensor> inputs) {
        int positive = axis < 0 ? axis + x.rank() : axis;
        if (x.rank() < 2 || positive < 1 || positive >= x.rank()) {
            throw refused(inputs, "axis " + axis + " of " + x.shape() + " is none behind the batch");
        }
        return positive;
    }

    private ShapeException refused(List<Tensor> inputs, String why) {
        return new ShapeException(
                this + " cannot take " + inputs.stream().map(Tensor::shape).toList() + "\n  " + why);
    }

    private static Tensor unit(Tensor x, int axis) {
        var inverse = x.square().sumKeep(axis).rsqrt();
        return x.multiply(inverse.minimum(inverse.constant(1 / EPSILON, x.dtype())));
    }

    /// One product of matrices an example: all other axes of `a` are its rows, all other axes of `b` its columns.
    private static Tensor product(Tensor a, int i, Tensor b, int k) {
        var rows = matrix(a.transpose(order(a.rank(), i, a.rank() - 1)), 1);
        var columns = matrix(b.transpose(order(b.rank(), k, 1)), 2);
        var product = rows.matmul(columns);
        var dims = new ArrayList<Dim>();
        dims.add(product.shape().dim(0));
        dims.addAll(a.shape().without(i).range(1, a.rank() - 1).dims());
        dims.addAll(b.shape().without(k).range(1, b.rank() - 1).dims());
        if (dims.size() == 1) {
            dims.add(Dim.fixed(1));
        }
        return product.reshape(Shape.of(dims));
    }

    /// The axes of `x` but the batch and the one summed along as one axis at `at`, of size 1 where there are
    /// none.
    private static Tensor matrix(Tensor x, int at) {
        return x.rank() == 2 ? x.expandDims(at) : at == 1 ? x.flattenAxes(1, -2) : x.flattenAxes(2, -1);
    }

    private static int[] order(int rank, int from, int to) {
        var order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        order.add(to, order.remove(from));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
