package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What [NN#batchNormalization] can be told.
public final class BatchNormalizationOptions {
    private @Nullable Tensor offset;
    private @Nullable Tensor scale;
    private double epsilon = 1e-3;

    BatchNormalizationOptions() {}

    /// Sets what is added to the result, `(features,)`; nothing unless set.
    public BatchNormalizationOptions offset(Tensor offset) {
        this.offset = offset;
        return this;
    }

    /// Sets by what the result is multiplied, `(features,)`; nothing unless set.
    public BatchNormalizationOptions scale(Tensor scale) {
        this.scale = scale;
        return this;
    }

    /// Sets what is added to the variance; 1e-3 unless set.
    public BatchNormalizationOptions epsilon(double epsilon) {
        this.epsilon = Checks.notNegative("epsilon", epsilon);
        return this;
    }

    Optional<Tensor> offset() {
        return Optional.ofNullable(offset);
    }

    Optional<Tensor> scale() {
        return Optional.ofNullable(scale);
    }

    double epsilon() {
        return epsilon;
    }
}
