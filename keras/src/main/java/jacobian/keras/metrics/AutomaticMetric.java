package jacobian.keras.metrics;

import jacobian.engine.shape.Shape;
import jacobian.keras.losses.Measure;

/// The accuracy that fits the shapes of targets and predictions: binary for one output, sparse for class indices,
/// else categorical.
public final class AutomaticMetric implements Measure {
    /// What Keras calls "accuracy".
    public static final AutomaticMetric ACCURACY = new AutomaticMetric("accuracy");

    /// The same as "acc" in logs.
    public static final AutomaticMetric ACC = new AutomaticMetric("acc");

    private final String name;

    private AutomaticMetric(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    /// A fresh metric of this name for targets and predictions of these shapes.
    public Metric metric(Shape yTrue, Shape yPred) {
        if (yPred.dim(-1).isOne()) {
            return new BinaryAccuracy().name(name);
        }
        boolean sparse = yTrue.rank() < yPred.rank() || yTrue.dim(-1).isOne();
        return sparse ? new SparseCategoricalAccuracy().name(name) : new CategoricalAccuracy().name(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
