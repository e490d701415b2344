package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What [NN#dotProductAttention] can be told.
public final class AttentionOptions {
    private @Nullable Tensor bias;
    private @Nullable Tensor mask;
    private double scale;
    private boolean isCausal;

    AttentionOptions() {}

    /// Sets what is added to the scores, of a shape that broadcasts to `(batch, heads, steps, other steps)`.
    public AttentionOptions bias(Tensor bias) {
        this.bias = bias;
        return this;
    }

    /// Sets which places count: true where they do, of a shape that broadcasts to `(batch, heads, steps, other
    /// steps)`. A step for which none counts looks everywhere.
    public AttentionOptions mask(Tensor mask) {
        this.mask = mask;
        return this;
    }

    /// Sets by what the scores are multiplied; 1 / sqrt(depth) unless set.
    public AttentionOptions scale(double scale) {
        this.scale = Checks.positive("scale", scale);
        return this;
    }

    /// Sets whether a step sees no later one; it does unless set.
    public AttentionOptions isCausal(boolean isCausal) {
        this.isCausal = isCausal;
        return this;
    }

    Optional<Tensor> bias() {
        return Optional.ofNullable(bias);
    }

    Optional<Tensor> mask() {
        return Optional.ofNullable(mask);
    }

    /// The factor for heads of `depth`.
    double scale(int depth) {
        return scale == 0 ? 1 / Math.sqrt(depth) : scale;
    }

    boolean isCausal() {
        return isCausal;
    }
}
