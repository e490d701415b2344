package jacobian.keras.ops;

import jacobian.keras.config.Checks;

/// What [Images#gaussianBlur] can be told.
public final class BlurOptions extends ImageOptions<BlurOptions> {
    private int[] kernelSize = {3, 3};
    private double[] sigma = {1, 1};

    BlurOptions() {}

    @Override
    BlurOptions self() {
        return this;
    }

    /// Sets how many columns and rows a pixel is made of; 3 and 3 unless set.
    public BlurOptions kernelSize(int columns, int rows) {
        kernelSize = new int[] {Checks.positive("kernel_size", columns), Checks.positive("kernel_size", rows)};
        return this;
    }

    /// Sets the standard deviations along the columns and along the rows; 1 and 1 unless set.
    public BlurOptions sigma(double columns, double rows) {
        sigma = new double[] {Checks.positive("sigma", columns), Checks.positive("sigma", rows)};
        return this;
    }

    int[] kernelSize() {
        return kernelSize;
    }

    double[] sigma() {
        return sigma;
    }
}
