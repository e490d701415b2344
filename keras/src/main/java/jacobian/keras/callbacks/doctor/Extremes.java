package jacobian.keras.callbacks.doctor;

/// The worst figures of the windows of a run: what thresholds are compared with.
final class Extremes {
    private static final double FLOOR = 0.1;

    private double least = Double.POSITIVE_INFINITY;
    private double elasticity;
    private double dead;
    private double saturated;
    private double rate;
    private double variation = Double.POSITIVE_INFINITY;
    private double peak;

    void add(Window window, double firstLoss) {
        var kernels = window.plan().kernels();
        least = Math.min(least, VanishingRule.ratio(window));
        for (var kernel : kernels) {
            elasticity = Math.max(elasticity, window.elasticity(kernel, FLOOR * firstLoss));
        }
        for (var layer : window.plan().layers()) {
            switch (layer.kind()) {
                case RELU -> dead = Math.max(dead, (double) window.dead(layer) / Math.max(1, layer.units()));
                case TANH, SIGMOID -> saturated = Math.max(saturated, window.saturated(layer));
                case OTHER -> {}
            }
        }
        rate = Math.max(rate, window.rate());
        for (var output : window.plan().outputs()) {
            variation = Math.min(variation, window.variation(output));
            peak = Math.max(peak, window.peak(output));
        }
    }

    @Override
    public String toString() {
        return "gradient ratio " + Words.number(least) + ", elasticity " + Words.number(elasticity) + ", dead "
                + Words.percent(dead) + ", saturated " + Words.percent(saturated) + ", rate " + Words.number(rate)
                + ", variation " + Words.number(variation) + ", peak " + Words.number(peak);
    }
}
