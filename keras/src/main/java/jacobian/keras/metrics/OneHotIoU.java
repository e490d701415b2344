package jacobian.keras.metrics;

import jacobian.keras.config.Setting;
import java.util.List;

/// Intersection over union of given classes, averaged, for one-hot targets and a score for each class.
public final class OneHotIoU extends ClassOverlap<OneHotIoU> {
    private final Setting<List<Integer>> targetClassIds = required("target_class_ids", List.class);

    /// Of `numClasses` classes, averaged over `targetClassIds`.
    public OneHotIoU(int numClasses, int... targetClassIds) {
        super(numClasses, false);
        put(this.targetClassIds, checked(numClasses, targetClassIds));
    }

    @Override
    boolean isSparse() {
        return false;
    }

    @Override
    List<Integer> wanted() {
        return value(targetClassIds);
    }
}
