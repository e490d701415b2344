package jacobian.keras.ops;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Norms of vectors and matrices by their order.
final class Norms {
    private Norms() {}

    static Tensor of(Tensor x, double ord, int... axes) {
        int[] along = axes(x, axes);
        return along.length == 1 ? vector(x, ord, along[0]) : matrix(x, ord, along[0], along[1]);
    }

    static Tensor of(Tensor x, Linalg.MatrixNorm ord, int... axes) {
        int[] along = axes(x, axes);
        if (along.length != 2) {
            throw new ShapeException("norm " + ord + " is one of matrices: give two axes of " + x.type());
        }
        return switch (ord) {
            case FRO -> x.square().sum(along).sqrt();
            case NUC -> Linalg.singularValues(last(x, along)).sum(-1);
        };
    }

    /// `norm` of `x` along `axes` with these as axes of size 1.
    static Tensor keep(Tensor x, Tensor norm, int... axes) {
        var shape = x.shape();
        for (int axis : axes(x, axes)) {
            shape = shape.with(axis, Dim.fixed(1));
        }
        return norm.reshape(shape);
    }

    private static int[] axes(Tensor x, int... axes) {
        var along = axes.length == 0
                ? IntStream.range(0, x.rank()).toArray()
                : IntStream.of(axes).map(x.shape()::axis).toArray();
        if (along.length < 1 || along.length > 2 || along.length == 2 && along[0] == along[1]) {
            throw new ShapeException("norm along axes " + Arrays.toString(along) + " of " + x.type()
                    + ": give one axis (vectors) or two different ones (matrices)");
        }
        return along;
    }

    private static Tensor vector(Tensor x, double ord, int axis) {
        if (ord == Double.POSITIVE_INFINITY) {
            return x.abs().max(axis);
        }
        if (ord == Double.NEGATIVE_INFINITY) {
            return x.abs().min(axis);
        }
        if (ord == 0) {
            return x.notEqual(x.zerosLike()).cast(x.dtype()).sum(axis);
        }
        if (ord == 1) {
            return x.abs().sum(axis);
        }
        if (ord == 2) {
            return x.square().sum(axis).sqrt();
        }
        var power = x.number(ord, x.dtype());
        return x.abs().power(power).sum(axis).power(power.reciprocal());
    }

    private static Tensor matrix(Tensor x, double ord, int rows, int columns) {
        double order = Math.abs(ord);
        if (order == 2) {
            var s = Linalg.singularValues(last(x, rows, columns));
            return ord > 0 ? s.max(-1) : s.min(-1);
        }
        if (order != 1 && !Double.isInfinite(order)) {
            throw new ShapeException("norm of matrices has no order " + ord
                    + ": use 1, 2, infinity, their negatives, or MatrixNorm.FRO or NUC");
        }
        var moved = last(x, rows, columns);
        var sums = moved.abs().sum(order == 1 ? -2 : -1);
        return ord > 0 ? sums.max(-1) : sums.min(-1);
    }

    /// `x` with the two axes as its last.
    private static Tensor last(Tensor x, int... axes) {
        var order = IntStream.concat(
                IntStream.range(0, x.rank()).filter(i -> i != axes[0] && i != axes[1]), IntStream.of(axes));
        return x.transpose(order.toArray());
    }
}
