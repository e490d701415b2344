package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Config;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What [NN#rmsNormalization] can be told.
public final class RMSNormalizationOptions {
    private @Nullable Tensor scale;
    private int[] axes = {-1};
    private double epsilon = Config.epsilon();

    RMSNormalizationOptions() {}

    /// Sets by what the result is multiplied, of the sizes along the normalized axes; nothing unless set.
    public RMSNormalizationOptions scale(Tensor scale) {
        this.scale = scale;
        return this;
    }

    /// Sets the axis or axes along which the mean is taken; the last one unless set.
    public RMSNormalizationOptions axis(int... axes) {
        this.axes = axes.clone();
        return this;
    }

    /// Sets what is added to the mean square; [Config#epsilon] unless set.
    public RMSNormalizationOptions epsilon(double epsilon) {
        this.epsilon = Checks.notNegative("epsilon", epsilon);
        return this;
    }

    Optional<Tensor> scale() {
        return Optional.ofNullable(scale);
    }

    int[] axes() {
        return axes;
    }

    double epsilon() {
        return epsilon;
    }
}
