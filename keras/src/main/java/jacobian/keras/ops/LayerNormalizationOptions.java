package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Config;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What [NN#layerNormalization] can be told.
public final class LayerNormalizationOptions {
    private @Nullable Tensor gamma;
    private @Nullable Tensor beta;
    private int[] axes = {-1};
    private double epsilon = Config.epsilon();

    LayerNormalizationOptions() {}

    /// Sets by what the result is multiplied, of the sizes along the normalized axes; nothing unless set.
    public LayerNormalizationOptions gamma(Tensor gamma) {
        this.gamma = gamma;
        return this;
    }

    /// Sets what is added to the result, of the sizes along the normalized axes; nothing unless set.
    public LayerNormalizationOptions beta(Tensor beta) {
        this.beta = beta;
        return this;
    }

    /// Sets the axis or axes along which mean and variance are taken; the last one unless set.
    public LayerNormalizationOptions axis(int... axes) {
        this.axes = axes.clone();
        return this;
    }

    /// Sets what is added to the variance; [Config#epsilon] unless set.
    public LayerNormalizationOptions epsilon(double epsilon) {
        this.epsilon = Checks.notNegative("epsilon", epsilon);
        return this;
    }

    Optional<Tensor> gamma() {
        return Optional.ofNullable(gamma);
    }

    Optional<Tensor> beta() {
        return Optional.ofNullable(beta);
    }

    int[] axes() {
        return axes;
    }

    double epsilon() {
        return epsilon;
    }
}
