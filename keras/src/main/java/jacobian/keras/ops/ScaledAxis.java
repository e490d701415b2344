package jacobian.keras.ops;

import jacobian.keras.config.Checks;

/// How [Images#scaleAndTranslate] changes `axis`, which becomes `size` long: what was at `x` goes to `scale * x +
/// translation`.
public record ScaledAxis(int axis, int size, double scale, double translation) {
    public ScaledAxis {
        Checks.positive("size", size);
        Checks.positive("scale", scale);
    }

    Resampling resampling(int from, boolean antialias) {
        return new Resampling(from, size, scale, translation, antialias);
    }
}
