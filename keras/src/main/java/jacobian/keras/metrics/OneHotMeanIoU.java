package jacobian.keras.metrics;

/// Intersection over union of each class, averaged over all classes that occur, for one-hot targets and a score
/// for each class.
public final class OneHotMeanIoU extends ClassOverlap<OneHotMeanIoU> {
    /// Of `numClasses` classes.
    public OneHotMeanIoU(int numClasses) {
        super(numClasses, false);
    }

    @Override
    boolean isSparse() {
        return false;
    }
}
