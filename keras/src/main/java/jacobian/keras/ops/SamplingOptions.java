package jacobian.keras.ops;

/// What operations can be told that take pixels from elsewhere in an image.
public abstract sealed class SamplingOptions<O extends SamplingOptions<O>> extends ImageOptions<O>
        permits ElasticOptions, PerspectiveOptions, TransformOptions {
    private Interpolation interpolation = Interpolation.BILINEAR;
    private double fillValue;

    SamplingOptions() {}

    /// Sets what lies between the pixels: `BILINEAR`, which it is unless set, or `NEAREST`.
    public O interpolation(Interpolation interpolation) {
        if (interpolation != Interpolation.BILINEAR && interpolation != Interpolation.NEAREST) {
            throw new IllegalArgumentException(
                    "interpolation=" + interpolation + ": pixels are taken from elsewhere by nearest or bilinear");
        }
        this.interpolation = interpolation;
        return self();
    }

    /// Sets the value of what lies outside, where that is constant; 0 unless set.
    public O fillValue(double fillValue) {
        this.fillValue = fillValue;
        return self();
    }

    /// What lies outside.
    abstract FillMode outside();

    final Sampling sampling() {
        return new Sampling(interpolation == Interpolation.NEAREST ? 0 : 1, outside(), fillValue);
    }
}
