package jacobian.keras.callbacks.doctor;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// What comes into a first layer with weights: mean square of each feature, and the largest magnitude.
record WatchedInput(String layer, int at, int features) {
    private static final int MOST = 1024;

    static WatchedInput of(String layer, Tensor x, Signs signs) {
        var wide = Signs.wide(x);
        int last = x.rank() - 1;
        boolean each = x.shape().dim(last).isFixed() && x.shape().size(last) <= MOST;
        int at = signs.add(wide.abs().max());
        signs.add(
                each ? wide.square().mean(Signs.others(x, last)) : wide.square().mean());
        return new WatchedInput(layer, at, each ? x.shape().size(last) : 1);
    }

    double largest(float... signs) {
        return signs[at];
    }

    double meanSquare(int feature, float... signs) {
        return signs[at + 1 + feature];
    }

    /// Inputs as `signs` have them, for those who print figures.
    List<Double> scales(float... signs) {
        return java.util.stream.IntStream.range(0, features)
                .mapToObj(i -> Math.sqrt(meanSquare(i, signs)))
                .toList();
    }
}
