package jacobian.engine.graph;

import java.util.List;

/// What networks compute beside their activations ([Activating]): windows that slide over images.
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
}
