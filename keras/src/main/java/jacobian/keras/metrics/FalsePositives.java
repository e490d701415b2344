package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// How many values are false positives, weighed.
public final class FalsePositives extends DecisionMetric<FalsePositives> {
    @Override
    List<String> counts() {
        return List.of("accumulator");
    }

    @Override
    List<Tensor> counts(Confusion confusion) {
        return List.of(confusion.falsePositives());
    }

    @Override
    Tensor result(List<Tensor> counts) {
        return counts.get(0);
    }
}
