package jacobian.keras.data;

import jacobian.engine.tensor.Tensor;

/// Vectors of length 1.
public final class Vectors {
    private Vectors() {}

    /// `x` divided by its Euclidean norm along the last axis; vectors of zeros stay.
    public static Tensor normalize(Tensor x) {
        return normalize(x, -1, 2);
    }

    /// `x` divided by its norm along `axis`, (sum |x|^order)^(1 / order), the largest |x| for an infinite order;
    /// vectors of zeros stay.
    public static Tensor normalize(Tensor x, int axis, double order) {
        if (!(order > 0)) {
            throw new IllegalArgumentException("order=" + order + ": needs a number above 0, such as 1, 2 or infinity");
        }
        var values = x.floating();
        var norm = norm(values.abs(), axis, order);
        return values.divide(norm.equal(norm.zerosLike()).select(norm.onesLike(), norm));
    }

    private static Tensor norm(Tensor size, int axis, double order) {
        if (Double.isInfinite(order)) {
            return size.maxKeep(axis);
        }
        if (order == 1) {
            return size.sumKeep(axis);
        }
        if (order == 2) {
            return size.square().sumKeep(axis).sqrt();
        }
        var sum = size.power(size.constant(order, size.dtype())).sumKeep(axis);
        return sum.power(sum.constant(1 / order, sum.dtype()));
    }
}
