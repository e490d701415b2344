package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// How many values are true positives, weighed.
public final class TruePositives extends DecisionMetric<TruePositives> {
    @Override
    List<String> counts() {
        return List.of("accumulator");
    }

    @Override
    List<Tensor> counts(Confusion confusion) {
        return List.of(confusion.truePositives());
    }

    @Override
    Tensor result(List<Tensor> counts) {
        return counts.get(0);
    }
}
