package jacobian.engine.tensor;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;

/// How many places lie between two ends, whether the second is one of them, and along which new axis.
public record Spacing(int num, boolean endpoint, int axis) {
    public Spacing {
        if (num < 0) {
            throw new ShapeException("a spacing of " + num + " places: the number is 0 or more");
        }
    }

    /// `num` places, both ends included, along a new first axis.
    public static Spacing of(int num) {
        return new Spacing(num, true, 0);
    }

    /// The same places without or with the second end.
    public Spacing endpoint(boolean included) {
        return new Spacing(num, included, axis);
    }

    /// The same places along another new axis.
    public Spacing axis(int axis) {
        return new Spacing(num, endpoint, axis);
    }

    /// The distance of neighbours between 0 and 1; 1 where there is only one place.
    private double step() {
        int parts = endpoint ? num - 1 : num;
        return parts > 0 ? 1.0 / parts : 1;
    }

    /// The distance of neighbours on the way from `start` to `stop`: what Keras' `linspace` gives for `retstep`.
    public Tensor step(Tensor start, Tensor stop) {
        return stop.floating().subtract(start.floating()).multiply(step());
    }

    /// The places between `start` and `stop`, which are broadcast.
    Tensor between(Tensor start, Tensor stop) {
        var type = DType.promote(start.dtype(), stop.dtype()).floating();
        var share = NewTensors.arange(num).cast(type).multiply(Tensor.scalar(step(), type));
        var zero = start.cast(type).add(stop.cast(type)).zerosLike();
        var from = zero.add(start.cast(type)).expandDims(axis);
        var to = zero.add(stop.cast(type)).expandDims(axis);
        int after = from.rank() - 1 - from.shape().axis(axis);
        for (int i = 0; i < after; i++) {
            share = share.expandDims(-1);
        }
        return from.multiply(share.onesLike().subtract(share)).add(to.multiply(share));
    }
}
