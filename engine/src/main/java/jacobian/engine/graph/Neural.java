package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// What networks compute beside their activations ([Activating]): windows that slide over images, and classes as
/// vectors.
public interface Neural<T extends Neural<T> & Elementwise<T> & Reduction<T> & Indexing<T>> extends Activating<T> {
    /// Convolution with `kernel` `(*size, channels / groups, filters)`; this is `(batch, *spatial, channels)`.
    default T convolve(T kernel, Window window, int groups) {
        return apply(new Convolution(window, groups), List.of(self(), kernel));
    }

    /// The largest elements under a sliding window, for each channel.
    default T maxPool(Window window) {
        return apply(new Pool(Pool.Kind.MAX, window));
    }

    /// The means of the elements under a sliding window, for each channel; padding is not counted.
    default T averagePool(Window window) {
        return apply(new Pool(Pool.Kind.AVERAGE, window));
    }

    /// As below, along a new last axis.
    default T oneHot(int classes, DType dtype) {
        return oneHot(classes, -1, dtype);
    }

    /// For a tensor of class indices: 1 at the index and 0 elsewhere along a new axis of size `classes` at
    /// position `axis` of the result. An index that is no class gives zeros.
    default T oneHot(int classes, int axis, DType dtype) {
        int at = axis < 0 ? axis + rank() + 1 : axis;
        var shape = shape().insert(at, Dim.fixed(classes));
        var index = apply(new Iota(new TensorType(DType.INT32, shape), at), List.of());
        return self().cast(DType.INT32).expandDims(at).equal(index).cast(dtype);
    }

    /// For class indices `(batch, n)`: 1 for each class among the n, else 0: `(batch, classes)` for `axis` -1.
    /// The axis that is lost is axis 1 of [#oneHot], or axis 0 for one vector of indices.
    default T multiHot(int classes, int axis, DType dtype) {
        return self().oneHot(classes, axis, dtype).max(rank() > 1 ? 1 : 0);
    }
}
