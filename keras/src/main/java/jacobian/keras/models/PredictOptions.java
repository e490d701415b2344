package jacobian.keras.models;

import java.util.function.Consumer;

/// What [Model#predictAll] takes beside the data.
public final class PredictOptions extends PassOptions<PredictOptions> {
    PredictOptions() {}

    static PredictOptions of(Consumer<PredictOptions> options) {
        var chosen = new PredictOptions();
        options.accept(chosen);
        return chosen;
    }

    @Override
    PredictOptions self() {
        return this;
    }
}
