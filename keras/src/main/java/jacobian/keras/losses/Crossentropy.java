package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// Targets of cross-entropies that are not so sure.
final class Crossentropy {
    private Crossentropy() {}

    /// Binary targets moved towards 1/2.
    static Tensor smoothedBinary(Tensor target, double smoothing) {
        return smoothing == 0 ? target : Loss.scaled(target, 1 - smoothing).add(Loss.constant(target, 0.5 * smoothing));
    }

    /// One-hot targets moved towards the uniform distribution over the classes along `axis`.
    static Tensor smoothed(Tensor target, double smoothing, int axis) {
        if (smoothing == 0) {
            return target;
        }
        var share = Loss.constant(target, smoothing).divide(target.count(target.dtype(), axis));
        return Loss.scaled(target, 1 - smoothing).add(share);
    }
}
