package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.Weighting;
import java.util.List;
import java.util.Optional;

/// Which part of the values predicted to be positive is so: tp / (tp + fp).
public final class Precision extends DecisionMetric<Precision> {
    @Override
    List<String> counts() {
        return List.of("true_positives", "false_positives");
    }

    @Override
    List<Tensor> counts(Confusion confusion) {
        return List.of(confusion.truePositives(), confusion.falsePositives());
    }

    @Override
    Tensor result(List<Tensor> counts) {
        return Weighting.ratio(counts.get(0), counts.get(0).add(counts.get(1)));
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
