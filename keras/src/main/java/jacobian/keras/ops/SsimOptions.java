package jacobian.keras.ops;

import jacobian.keras.config.Checks;

/// What [Images#ssim] can be told.
public final class SsimOptions extends ImageOptions<SsimOptions> {
    private double maxVal = 1;
    private int filterSize = 11;
    private double filterSigma = 1.5;
    private double k1 = 0.01;
    private double k2 = 0.03;

    SsimOptions() {}

    @Override
    SsimOptions self() {
        return this;
    }

    /// Sets the largest value that a pixel can have; 1 unless set.
    public SsimOptions maxVal(double maxVal) {
        this.maxVal = Checks.positive("max_val", maxVal);
        return this;
    }

    /// Sets the size of the windows that are compared; 11 unless set.
    public SsimOptions filterSize(int filterSize) {
        this.filterSize = Checks.positive("filter_size", filterSize);
        return this;
    }

    /// Sets the standard deviation of the weights in a window; 1.5 unless set.
    public SsimOptions filterSigma(double filterSigma) {
        this.filterSigma = Checks.positive("filter_sigma", filterSigma);
        return this;
    }

    /// Sets what keeps the comparison of means from a division by 0; 0.01 unless set.
    public SsimOptions k1(double k1) {
        this.k1 = k1;
        return this;
    }

    /// Sets what keeps the comparison of variances from a division by 0; 0.03 unless set.
    public SsimOptions k2(double k2) {
        this.k2 = k2;
        return this;
    }

    int filterSize() {
        return filterSize;
    }

    double filterSigma() {
        return filterSigma;
    }

    double c1() {
        return k1 * maxVal * k1 * maxVal;
    }

    double c2() {
        return k2 * maxVal * k2 * maxVal;
    }
}
