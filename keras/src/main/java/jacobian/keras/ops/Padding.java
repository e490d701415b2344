package jacobian.keras.ops;

import java.util.Locale;

/// What lies around an image or a sequence before a window slides over it.
public enum Padding {
    /// Nothing: windows stay inside.
    VALID,
    /// Zeros, so that with stride 1 the result is as large as the input; the smaller half in front.
    SAME,
    /// Zeros in front only, so that no step sees a later one; for one-dimensional convolution.
    CAUSAL;

    /// What the engine calls it; for the layers and operations that slide a window.
    @SuppressWarnings("exports")
    public jacobian.engine.graph.Padding rule() {
        return switch (this) {
            case VALID -> jacobian.engine.graph.Padding.VALID;
            case SAME -> jacobian.engine.graph.Padding.SAME;
            case CAUSAL -> jacobian.engine.graph.Padding.CAUSAL;
        };
    }

    /// The name in Keras, such as `same`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
