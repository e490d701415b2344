package jacobian.keras.data;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.Arrays;

/// Class indices as one-hot vectors.
public final class Labels {
    private Labels() {}

    /// A 1 at the index and 0 elsewhere for each of `labels`, as many classes as the largest index asks for.
    public static float[][] toCategorical(int... labels) {
        return toCategorical(labels, Arrays.stream(labels).max().orElse(-1) + 1);
    }

    /// A 1 at the index and 0 elsewhere for each of `labels`, of `numClasses` classes.
    public static float[][] toCategorical(int[] labels, int numClasses) {
        var vectors = new float[labels.length][numClasses];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= numClasses) {
                throw new IllegalArgumentException("label " + i + " is " + labels[i] + ": of " + numClasses
                        + " classes the indices are 0 to " + (numClasses - 1));
            }
            vectors[i][labels[i]] = 1;
        }
        return vectors;
    }

    /// The same for a tensor of indices, `(...)` or `(..., 1)`: `(..., numClasses)`. An index that is no class
    /// gives zeros alone.
    public static Tensor toCategorical(Tensor labels, int numClasses) {
        boolean extra = labels.rank() > 1 && labels.shape().dim(-1).isOne();
        return (extra ? labels.squeeze(-1) : labels).oneHot(numClasses, DType.FLOAT32);
    }
}
