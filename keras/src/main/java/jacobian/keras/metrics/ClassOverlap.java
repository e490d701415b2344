package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// An [Overlap] of several classes, given as indices or as a score for each class.
///
/// @param <M> the metric itself
public abstract class ClassOverlap<M extends ClassOverlap<M>> extends Overlap<M> {
    private final Setting<Integer> numClasses = required("num_classes", Integer.class);
    private final Setting<Integer> ignoreClass = optional("ignore_class", Integer.class);
    private final Setting<Boolean> sparseYPred;
    private final Setting<Integer> axis = setting("axis", -1);

    ClassOverlap(int numClasses, boolean sparseYPred) {
        put(this.numClasses, Checks.positive("num_classes", numClasses));
        this.sparseYPred = setting("sparse_y_pred", sparseYPred);
    }

    /// The class whose values do not count where it is the true one.
    public M ignoreClass(int ignoreClass) {
        return set(this.ignoreClass, ignoreClass);
    }

    /// Whether predictions are class indices rather than a score for each class.
    public M sparseYPred(boolean sparseYPred) {
        return set(this.sparseYPred, sparseYPred);
    }

    /// The axis of classes where there is one; the last unless set.
    public M axis(int axis) {
        return set(this.axis, axis);
    }

    /// Whether targets are class indices rather than one-hot.
    abstract boolean isSparse();

    @Override
    final int classes() {
        return value(numClasses);
    }

    @Override
    List<Integer> wanted() {
        return IntStream.range(0, classes()).boxed().toList();
    }

    @Override
    final Optional<Integer> ignored() {
        return find(ignoreClass);
    }

    @Override
    final Tensor trueClasses(Tensor yTrue) {
        return isSparse() ? yTrue : yTrue.argmax(value(axis));
    }

    @Override
    final Tensor predictedClasses(Tensor yPred) {
        return value(sparseYPred) ? yPred : yPred.argmax(value(axis));
    }

    /// `targetClassIds`, each of which must be a class.
    static List<Integer> checked(int numClasses, int... targetClassIds) {
        if (targetClassIds.length == 0) {
            throw new IllegalArgumentException("target_class_ids=[]: at least one class is averaged over");
        }
        for (int id : targetClassIds) {
            if (id < 0 || id >= numClasses) {
                throw new IllegalArgumentException("target_class_ids=" + Arrays.toString(targetClassIds)
                        + ": needs classes from 0 to " + (numClasses - 1));
            }
        }
        return Arrays.stream(targetClassIds).boxed().toList();
    }
}
