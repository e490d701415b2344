package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.Initializer;

/// Batch renormalization (Ioffe, "Batch renormalization", 2017): corrects the moments of a batch towards those
/// that many batches had, so that training sees what inference will.
///
/// With `stddev = sqrt(variance + epsilon)`, `r = stddev / renorm_stddev` and `d = (mean - renorm_mean) /
/// renorm_stddev`, both without gradient, the normalized input becomes `x * r + d`.
record Renormalization(BatchNormalization layer, RenormClipping clipping, double epsilon, double momentum) {
    /// `r` and `d`, of one number for each feature.
    record Correction(Tensor scale, Tensor offset) {}

    void makeStates(Shape shape, Initializer mean, Initializer variance) {
        var stddev = variance.apply(shape, layer.dtype()).sqrt();
        layer.state("moving_stddev", stddev);
        layer.state("renorm_mean", mean.apply(shape, layer.dtype()));
        layer.state("renorm_stddev", stddev);
    }

    private Tensor stddev(Tensor variance) {
        return variance.add(variance.constant(epsilon, variance.dtype())).sqrt();
    }

    Correction correction(Tensor mean, Tensor variance) {
        var type = mean.dtype();
        var least = mean.constant(Math.sqrt(epsilon), type);
        var usual = layer.spread(statistic("renorm_stddev"), mean).maximum(least);
        var scale = limited(stddev(variance).divide(usual), clipping.rmin(), clipping.rmax());
        var offset = limited(
                mean.subtract(layer.spread(statistic("renorm_mean"), mean)).divide(usual),
                -clipping.dmax(),
                clipping.dmax());
        return new Correction(scale.stopGradient(), offset.stopGradient());
    }

    /// A statistic of the last step. Outside a program its numbers themselves, as the variable is overwritten
    /// before the gradient asks for them.
    private Tensor statistic(String name) {
        var variable = layer.variable(name);
        return Compiled.isTracing()
                ? variable.tensor()
                : Tensor.float64(variable.doubles(), variable.shape().sizes()).cast(variable.dtype());
    }

    private static Tensor limited(Tensor x, double low, double high) {
        var above = Double.isInfinite(low) ? x : x.maximum(x.constant(low, x.dtype()));
        return Double.isInfinite(high) ? above : above.minimum(x.constant(high, x.dtype()));
    }

    /// Moves all statistics towards those of the batch.
    void move(Tensor mean, Tensor variance) {
        var stddev = stddev(variance);
        layer.move("renorm_mean", mean, momentum);
        layer.move("renorm_stddev", stddev, momentum);
        layer.move("moving_mean", mean);
        layer.move("moving_stddev", stddev);
        var moved = layer.weight("moving_stddev");
        var inference = moved.square().subtract(moved.constant(epsilon, moved.dtype()));
        layer.variable("moving_variance").assign(inference.relu());
    }
}
