package jacobian.keras.models;

import java.util.Optional;
import java.util.function.Consumer;

/// What [Model#evaluate] takes beside the data.
public final class EvaluateOptions extends PassOptions<EvaluateOptions> {
    private Optional<float[]> sampleWeight = Optional.empty();

    EvaluateOptions() {}

    static EvaluateOptions of(Consumer<EvaluateOptions> options) {
        var chosen = new EvaluateOptions();
        options.accept(chosen);
        return chosen;
    }

    @Override
    EvaluateOptions self() {
        return this;
    }

    /// Sets how much each example weighs, as many as the data has.
    public EvaluateOptions sampleWeight(float... sampleWeight) {
        this.sampleWeight = Optional.of(sampleWeight.clone());
        return this;
    }

    Optional<float[]> sampleWeight() {
        return sampleWeight;
    }
}
