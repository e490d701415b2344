package jacobian.keras.ops;

/// What [Images#affineTransform] can be told.
public final class TransformOptions extends SamplingOptions<TransformOptions> {
    private FillMode fillMode = FillMode.CONSTANT;

    TransformOptions() {}

    @Override
    TransformOptions self() {
        return this;
    }

    /// Sets what lies outside the image; a constant unless set.
    public TransformOptions fillMode(FillMode fillMode) {
        this.fillMode = fillMode;
        return this;
    }

    @Override
    FillMode outside() {
        return fillMode;
    }
}
