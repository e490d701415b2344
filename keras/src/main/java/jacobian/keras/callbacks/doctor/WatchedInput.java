package jacobian.keras.callbacks.doctor;

import jacobian.engine.tensor.Tensor;

/// What comes into a first layer with weights: mean square of each feature, and the largest magnitude.
///
/// @param isData whether it comes from the data as it is
record WatchedInput(String layer, boolean isData, int at, int features) {
    private static final int MOST = 1024;

    static WatchedInput of(String layer, boolean isData, Tensor x, Signs signs) {
        var wide = Signs.wide(x);
        int last = x.rank() - 1;
        boolean each = x.shape().dim(last).isFixed()
                && x.shape().size(last) > 1
                && x.shape().size(last) <= MOST;
        int at = signs.add(wide.ravel().abs().max());
        signs.add(
                each
                        ? wide.square().mean(Signs.others(x, last))
                        : wide.ravel().square().mean());
        return new WatchedInput(layer, isData, at, each ? x.shape().size(last) : 1);
    }

    double largest(float... signs) {
        return signs[at];
    }

    double meanSquare(int feature, float... signs) {
        return signs[at + 1 + feature];
    }

    /// The mean square over all features.
    double meanSquare(float... signs) {
        double sum = 0;
        for (int i = 0; i < features; i++) {
            sum += meanSquare(i, signs);
        }
        return sum / features;
    }
}
