package jacobian.keras.losses;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;

/// Two tensors whose ranks differ by no trailing axis of size 1: `(batch,)` and `(batch, 1)` become alike.
public record SameRank(Tensor first, Tensor second) {
    /// Keras' rule: where one has a last axis of size 1 more than the other, a vector gets such an axis too, and
    /// anything else loses it.
    public static SameRank of(Tensor first, Tensor second) {
        if (hasOneMore(first.shape(), second.shape())) {
            return second.rank() == 1
                    ? new SameRank(first, second.expandDims(-1))
                    : new SameRank(first.squeeze(-1), second);
        }
        if (hasOneMore(second.shape(), first.shape())) {
            return first.rank() == 1
                    ? new SameRank(first.expandDims(-1), second)
                    : new SameRank(first, second.squeeze(-1));
        }
        return new SameRank(first, second);
    }

    private static boolean hasOneMore(Shape longer, Shape shorter) {
        return longer.rank() == shorter.rank() + 1 && longer.dim(-1).isOne();
    }
}
