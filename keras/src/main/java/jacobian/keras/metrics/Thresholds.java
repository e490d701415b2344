package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The scores at which binary decisions are counted, in ascending order.
///
/// @param even whether they divide `[0, 1]` into equal parts: then, as in Keras, a score is put into its part by
///     arithmetic instead of being compared with each of them
/// @param counted in what type is counted
record Thresholds(List<Double> values, boolean even, DType counted) {
    /// What Keras adds outside of 0 and 1, so that these scores themselves are counted.
    private static final double MARGIN = 1e-7;

    /// Any thresholds, each compared with each score.
    static Thresholds of(List<Double> values) {
        return new Thresholds(values, false, DType.FLOAT32);
    }

    /// `count` thresholds from 0 to 1 at equal distances; one alone is 0.5.
    static Thresholds evenly(int count) {
        if (count == 1) {
            return of(List.of(0.5));
        }
        return new Thresholds(
                IntStream.range(0, count).mapToObj(i -> i * 1.0 / (count - 1)).toList(), true, DType.FLOAT32);
    }

    /// These, 0 and 1 added, and those two moved outwards a little.
    static Thresholds between(List<Double> inner) {
        var sorted = new ArrayList<Double>();
        sorted.add(0.0);
        inner.stream().sorted().forEach(sorted::add);
        sorted.add(1.0);
        return new Thresholds(sorted, isEven(sorted), DType.FLOAT32).widened();
    }

    /// These, the first and the last moved outwards a little.
    Thresholds widened() {
        var wide = new ArrayList<>(values);
        wide.set(0, values.getFirst() - MARGIN);
        wide.set(wide.size() - 1, values.getLast() + MARGIN);
        return new Thresholds(List.copyOf(wide), even, counted);
    }

    /// These, to be counted in `type`.
    Thresholds in(DType type) {
        return new Thresholds(values, even, type);
    }

    private static boolean isEven(List<Double> values) {
        boolean even = values.size() > 2;
        for (int i = 0; even && i < values.size(); i++) {
            double place = i / (values.size() - 1.0);
            even = Math.abs(values.get(i) - place) <= MARGIN + 1e-5 * place;
        }
        return even;
    }

    int count() {
        return values.size();
    }

    /// 1 where a score is above a threshold, else 0: `(thresholds, ...)` for scores of shape `(...)`.
    Tensor passedBy(Tensor scores) {
        var row = scores.expandDims(0);
        var passed = even ? parts(row).greaterEqual(column(places(), row)) : row.greater(column(borders(), row));
        return passed.cast(counted);
    }

    private Tensor borders() {
        return Tensor.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Tensor places() {
        return Tensor.of(IntStream.range(0, count()).asDoubleStream().toArray());
    }

    /// `values` along axis 0, beside scores of which axis 0 is 1.
    private static Tensor column(Tensor values, Tensor row) {
        int[] sizes = new int[row.rank()];
        Arrays.fill(sizes, 1);
        sizes[0] = values.shape().size(0);
        return values.reshape(sizes).cast(row.dtype());
    }

    /// The number of the last threshold that a score is above; -1 where it is above none.
    private Tensor parts(Tensor scores) {
        var zero = scores.constant(0, scores.dtype());
        var one = scores.constant(1, scores.dtype());
        var inside = scores.maximum(zero).minimum(one);
        var part = inside.multiply(scores.constant(count() - 1, scores.dtype()))
                .ceil()
                .subtract(one);
        return values.getFirst() < 0 ? part.maximum(zero) : part;
    }
}
