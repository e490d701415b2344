package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;

/// Intersection over union for targets of 0 and 1 and their probabilities, averaged over both classes.
public final class BinaryIoU extends Overlap<BinaryIoU> {
    private final Setting<List<Integer>> targetClassIds = setting("target_class_ids", List.class, List.of(0, 1));
    private final Setting<Double> threshold = setting("threshold", 0.5);

    /// The classes over which is averaged; both unless set.
    public BinaryIoU targetClassIds(int... targetClassIds) {
        return set(this.targetClassIds, ClassOverlap.checked(2, targetClassIds));
    }

    /// From which probability on, inclusively, a value counts as 1; 0.5 unless set.
    public BinaryIoU threshold(double threshold) {
        return set(this.threshold, threshold);
    }

    @Override
    int classes() {
        return 2;
    }

    @Override
    List<Integer> wanted() {
        return value(targetClassIds);
    }

    @Override
    Tensor trueClasses(Tensor yTrue) {
        return yTrue;
    }

    @Override
    Tensor predictedClasses(Tensor yPred) {
        return yPred.greaterEqual(yPred.constant(value(threshold), yPred.dtype()))
                .cast(DType.INT32);
    }
}
