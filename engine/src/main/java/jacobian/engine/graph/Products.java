package jacobian.engine.graph;

import jacobian.engine.shape.CorrelationMode;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Products of vectors, matrices and tensors beside [LinearAlgebra#matmul]; types are promoted.
public interface Products<T extends Operations<T>> extends Operand<T> {
    /// The sum over the last axis of this and the last but one of `other` (its only one if it is a vector); a
    /// scalar multiplies each element.
    default T dot(T other) {
        if (rank() == 0 || other.rank() == 0) {
            return self().multiply(other);
        }
        return tensordot(other, new int[] {-1}, new int[] {other.rank() == 1 ? 0 : -2});
    }

    /// The sum over the last axis of both; a scalar multiplies each element.
    default T inner(T other) {
        return rank() == 0 || other.rank() == 0
                ? self().multiply(other)
                : tensordot(other, new int[] {-1}, new int[] {-1});
    }

    /// The sum of the products of all elements; as many elements in both.
    default T vdot(T other) {
        return self().ravel().dot(other.ravel());
    }

    /// Each element of this by each of `other`: a matrix `(m, n)`.
    default T outer(T other) {
        return self().ravel().expandDims(1).multiply(other.ravel().expandDims(0));
    }

    /// The sum over the last `axes` axes of this and the first of `other`.
    default T tensordot(T other, int axes) {
        return tensordot(
                other,
                IntStream.range(rank() - axes, rank()).toArray(),
                IntStream.range(0, axes).toArray());
    }

    /// The sum over axes `first[i]` of this and `second[i]` of `other`; the other axes follow one another.
    default T tensordot(T other, int[] first, int[] second) {
        var a = IntStream.of(first).map(shape()::axis).boxed().toList();
        var b = IntStream.of(second).map(other.shape()::axis).boxed().toList();
        if (a.size() != b.size()
                || IntStream.range(0, a.size())
                        .anyMatch(
                                i -> !shape().dim(a.get(i)).agrees(other.shape().dim(b.get(i))))) {
            throw new ShapeException("cannot sum products of " + shape() + " and " + other.shape() + " over axes "
                    + Arrays.toString(first) + " and " + Arrays.toString(second) + ": their sizes must match");
        }
        return new Contraction<>(self(), other).over(a, b);
    }

    /// The Kronecker product: each element of this replaced by `other` times it.
    default T kron(T other) {
        int rank = Math.max(rank(), other.rank());
        var a = self();
        var b = other;
        for (int i = 0; i < rank; i++) {
            a = a.rank() < rank ? a.expandDims(0) : a;
            b = b.rank() < rank ? b.expandDims(0) : b;
        }
        for (int i = 0; i < rank; i++) {
            a = a.expandDims(2 * i + 1);
            b = b.expandDims(2 * i);
        }
        var product = a.multiply(b);
        for (int i = 0; i < rank; i++) {
            product = product.flattenAxes(i, i + 1);
        }
        return product;
    }

    /// The vector product along the last axes, of size 3 (or 2: a vector whose third element is 0).
    default T cross(T other) {
        return cross(other, -1, -1, -1);
    }

    /// The vector product along `axis` of both, which it is in the result too.
    default T cross(T other, int axis) {
        return cross(other, axis, axis, axis);
    }

    /// The vector product of the vectors along `axisA` of this and `axisB` of `other`, put along `axisC` of the
    /// result; of two vectors of size 2 only the third element, without an axis.
    default T cross(T other, int axisA, int axisB, int axisC) {
        var a = self().moveaxis(axisA, -1);
        var b = other.moveaxis(axisB, -1);
        int m = a.shape().size(-1);
        int n = b.shape().size(-1);
        if (m < 2 || m > 3 || n < 2 || n > 3) {
            throw new ShapeException("no vector product of " + shape() + " along axis " + axisA + " and "
                    + other.shape() + " along axis " + axisB + ": needs sizes 2 or 3");
        }
        var third = a.at(-1, 0).multiply(b.at(-1, 1)).subtract(a.at(-1, 1).multiply(b.at(-1, 0)));
        if (m == 2 && n == 2) {
            return third;
        }
        var zero = third.zerosLike();
        var a2 = m == 3 ? a.at(-1, 2) : zero;
        var b2 = n == 3 ? b.at(-1, 2) : zero;
        var first = a.at(-1, 1).multiply(b2).subtract(a2.multiply(b.at(-1, 1)));
        var second = a2.multiply(b.at(-1, 0)).subtract(a.at(-1, 0).multiply(b2));
        return Joining.stack(List.of(first, second, third), -1).moveaxis(-1, axisC);
    }

    /// The correlation of two vectors where they overlap wholly.
    default T correlate(T other) {
        return correlate(other, CorrelationMode.VALID);
    }

    /// The correlation of two vectors, floating: `c[k]` is the sum of `a[n + k] b[n]` over n, from the smallest
    /// k to the largest.
    default T correlate(T other, CorrelationMode mode) {
        if (rank() != 1 || other.rank() != 1) {
            throw new ShapeException("cannot correlate " + shape() + " and " + other.shape() + ": needs two vectors");
        }
        if (shape().size(0) < other.shape().size(0)) {
            return other.correlate(self(), mode).flip(0);
        }
        var type = DType.promote(dtype(), other.dtype()).floating();
        int n = other.shape().size(0);
        int before = switch (mode) {
            case VALID -> 0;
            case SAME -> n / 2;
            case FULL -> n - 1;
        };
        int after = switch (mode) {
            case VALID -> 0;
            case SAME -> n - 1 - n / 2;
            case FULL -> n - 1;
        };
        var wide = self().cast(type).pad(new int[] {before}, new int[] {after});
        var window = new Window(List.of(n), List.of(1), List.of(1), Padding.VALID);
        var signal = wide.expandDims(0).expandDims(-1);
        var kernel = other.cast(type).expandDims(-1).expandDims(-1);
        return signal.convolve(kernel, window, 1).ravel();
    }
}
