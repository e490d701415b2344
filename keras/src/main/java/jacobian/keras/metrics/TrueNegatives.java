package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// How many values are true negatives, weighed.
public final class TrueNegatives extends DecisionMetric<TrueNegatives> {
    @Override
    List<String> counts() {
        return List.of("accumulator");
    }

    @Override
    List<Tensor> counts(Confusion confusion) {
        return List.of(confusion.trueNegatives());
    }

    @Override
    Tensor result(List<Tensor> counts) {
        return counts.get(0);
    }
}
