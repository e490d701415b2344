package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// How many values are false negatives, weighed.
public final class FalseNegatives extends DecisionMetric<FalseNegatives> {
    @Override
    List<String> counts() {
        return List.of("accumulator");
    }

    @Override
    List<Tensor> counts(Confusion confusion) {
        return List.of(confusion.falseNegatives());
    }

    @Override
    Tensor result(List<Tensor> counts) {
        return counts.get(0);
    }
}
