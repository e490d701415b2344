package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.SameRank;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Values times their weights, one of each for a sample.
///
/// @param values the weighted values, at most one axis
/// @param weight the weights, at most one axis; empty where all count alike
record Weighed(Tensor values, Optional<Tensor> weight) {
    /// Brings values and weights to one for a sample: what has more axes is reduced by `reduce` (a sum or a
    /// mean over given axes).
    static Weighed of(Tensor values, Optional<Tensor> sampleWeight, BiFunction<Tensor, int[], Tensor> reduce) {
        if (sampleWeight.isEmpty()) {
            return new Weighed(reduced(values, 1, reduce), Optional.empty());
        }
        var same = SameRank.of(
                values.floating(), sampleWeight.get().cast(values.floating().dtype()));
        int rank = same.second().rank();
        var samples = reduced(same.first(), rank, reduce);
        var weight = same.second().broadcastTo(samples.shape());
        var weighted = reduced(samples.multiply(weight), 1, reduce);
        return new Weighed(weighted, Optional.of(rank > 1 ? reduced(weight, 1, reduce) : weight));
    }

    /// `x` with no more than `rank` axes.
    private static Tensor reduced(Tensor x, int rank, BiFunction<Tensor, int[], Tensor> reduce) {
        return x.rank() > rank ? reduce.apply(x, IntStream.range(rank, x.rank()).toArray()) : x;
    }
}
