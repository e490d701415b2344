package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.Weighting;
import java.util.Optional;

/// The best that one rate can be where another is at least a given value, over thresholds from 0 to 1; 0 where no
/// threshold reaches that value.
///
/// @param <M> the metric itself
public abstract class BestRate<M extends BestRate<M>> extends CurveMetric<M> {
    private final Setting<Double> least;
    private final Setting<Integer> numThresholds = setting("num_thresholds", 200);
    private final Setting<Integer> classId = optional("class_id", Integer.class);

    BestRate(String key, double least) {
        this.least = required(key, Double.class);
        put(this.least, Checks.fraction(key, least));
    }

    /// At how many thresholds is counted; 200 unless set. One alone is 0.5.
    public M numThresholds(int numThresholds) {
        return set(this.numThresholds, Checks.positive("num_thresholds", numThresholds));
    }

    /// Only this class, a position on the last axis, counts.
    public M classId(int classId) {
        return set(this.classId, classId);
    }

    @Override
    Thresholds borders() {
        return Thresholds.evenly(value(numThresholds));
    }

    @Override
    Confusion count(Tensor yTrue, Tensor yPred, Weighting weighting) {
        var target = find(classId).map(id -> yTrue.at(-1, id)).orElse(yTrue);
        var scores = find(classId).map(id -> yPred.at(-1, id)).orElse(yPred);
        return Confusion.of(target, scores, weighting, borders().in(dtype()));
    }

    /// The rate that must be reached.
    abstract Tensor bound(Confusion counts);

    /// The rate that is wanted.
    abstract Tensor wanted(Confusion counts);

    @Override
    Tensor result(Confusion counts) {
        var bound = bound(counts);
        var wanted = wanted(counts);
        return bound.greaterEqual(bound.constant(value(least), bound.dtype()))
                .select(wanted, wanted.zerosLike())
                .max();
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
