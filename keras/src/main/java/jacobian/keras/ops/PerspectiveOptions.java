package jacobian.keras.ops;

/// What [Images#perspectiveTransform] can be told.
public final class PerspectiveOptions extends SamplingOptions<PerspectiveOptions> {
    PerspectiveOptions() {}

    @Override
    PerspectiveOptions self() {
        return this;
    }

    @Override
    FillMode outside() {
        return FillMode.CONSTANT;
    }
}
