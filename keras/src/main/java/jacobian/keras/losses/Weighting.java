package jacobian.keras.losses;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import java.util.Optional;

/// How much each sample counts: a weight, a mask of those that count at all, both, or neither.
///
/// @param weight one number for each value or for each of its leading axes
/// @param mask a bool (or 0 and 1) for each value
public record Weighting(Optional<Tensor> weight, Optional<Tensor> mask) {
    /// All count alike.
    public static final Weighting NONE = new Weighting(Optional.empty(), Optional.empty());

    public static Weighting of(TensorLike weight) {
        return new Weighting(Optional.of(weight.tensor()), Optional.empty());
    }

    /// This weighting, restricted to where `mask` is true.
    public Weighting masked(TensorLike mask) {
        return and(Optional.of(mask.tensor()));
    }

    Weighting and(Optional<Tensor> other) {
        if (other.isEmpty()) {
            return this;
        }
        var both = mask.map(each -> {
            var same = SameRank.of(each.cast(DType.BOOL), other.get().cast(DType.BOOL));
            return same.first().logicalAnd(same.second());
        });
        return new Weighting(weight, both.or(() -> other));
    }

    /// One factor for each sample, in which `dtype` it is computed: the weight where the mask holds, 0 elsewhere.
    /// With
    /// `rescaled`, what
    /// is masked also leaves the count of a mean: the rest weighs total / valid.
    public Optional<Tensor> factors(DType dtype, boolean rescaled) {
        if (mask.isEmpty()) {
            return weight.map(each -> each.cast(dtype));
        }
        var valid = mask.get().cast(dtype);
        if (rescaled) {
            var ratio = ratio(valid.count(dtype), valid.sum());
            valid = mask.get().cast(DType.BOOL).select(ratio, valid.constant(0, dtype));
        }
        if (weight.isEmpty()) {
            return Optional.of(valid);
        }
        var same = SameRank.of(valid, weight.get().cast(dtype));
        return Optional.of(same.first().multiply(same.second()));
    }

    /// The weighted `values`, reduced.
    Tensor reduce(Tensor values, Loss.Reduction reduction) {
        boolean mean = reduction == Loss.Reduction.SUM_OVER_BATCH_SIZE || reduction == Loss.Reduction.MEAN;
        var factors = factors(values.dtype(), mean);
        if (factors.isEmpty()) {
            return reduce(values, values.count(values.dtype()), reduction);
        }
        var same = SameRank.of(values, factors.get());
        var weighted = same.first().multiply(same.second());
        boolean byWeight = reduction == Loss.Reduction.MEAN_WITH_SAMPLE_WEIGHT;
        return reduce(weighted, byWeight ? same.second().sum() : weighted.count(weighted.dtype()), reduction);
    }

    private static Tensor reduce(Tensor values, Tensor divisor, Loss.Reduction reduction) {
        if (reduction == Loss.Reduction.NONE || values.rank() == 0) {
            return values;
        }
        return reduction == Loss.Reduction.SUM ? values.sum() : ratio(values.sum(), divisor);
    }

    /// a / b, and 0 where b is 0.
    public static Tensor ratio(Tensor a, Tensor b) {
        var none = b.equal(b.zerosLike());
        return none.select(a.zerosLike(), a.divide(none.select(b.onesLike(), b)));
    }
}
