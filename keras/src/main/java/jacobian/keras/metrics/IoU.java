package jacobian.keras.metrics;

import jacobian.keras.config.Setting;
import java.util.List;

/// Intersection over union of given classes, averaged: tp / (tp + fp + fn). Targets and predictions are class
/// indices unless options say otherwise.
public final class IoU extends ClassOverlap<IoU> {
    private final Setting<List<Integer>> targetClassIds = required("target_class_ids", List.class);
    private final Setting<Boolean> sparseYTrue = setting("sparse_y_true", true);

    /// Of `numClasses` classes, averaged over `targetClassIds`.
    public IoU(int numClasses, int... targetClassIds) {
        super(numClasses, true);
        put(this.targetClassIds, checked(numClasses, targetClassIds));
    }

    /// Whether targets are class indices rather than one-hot; they are unless set.
    public IoU sparseYTrue(boolean sparseYTrue) {
        return set(this.sparseYTrue, sparseYTrue);
    }

    @Override
    boolean isSparse() {
        return value(sparseYTrue);
    }

    @Override
    List<Integer> wanted() {
        return value(targetClassIds);
    }
}
