package jacobian.keras.metrics;

import jacobian.keras.config.Setting;

/// Intersection over union of each class, tp / (tp + fp + fn), averaged over all classes that occur. Targets and
/// predictions are class indices unless options say otherwise.
public final class MeanIoU extends ClassOverlap<MeanIoU> {
    private final Setting<Boolean> sparseYTrue = setting("sparse_y_true", true);

    /// Of `numClasses` classes.
    public MeanIoU(int numClasses) {
        super(numClasses, true);
    }

    /// Whether targets are class indices rather than one-hot; they are unless set.
    public MeanIoU sparseYTrue(boolean sparseYTrue) {
        return set(this.sparseYTrue, sparseYTrue);
    }

    @Override
    boolean isSparse() {
        return value(sparseYTrue);
    }
}
