package jacobian.keras.optimizers.schedules;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;

/// `values[i]` for the first step after `boundaries[i - 1]` up to and including step `boundaries[i]`; the last
/// value for all that follow.
@SuppressWarnings("this-escape") // setting an option only notes it
public final class PiecewiseConstantDecay extends FluentSchedule<PiecewiseConstantDecay> {
    private final Setting<List<Integer>> boundaries = required("boundaries");
    private final Setting<List<Double>> values = required("values");

    /// One value more than boundaries, which rise.
    public PiecewiseConstantDecay(List<Integer> boundaries, List<Double> values) {
        if (values.size() != boundaries.size() + 1) {
            throw new IllegalArgumentException("PiecewiseConstantDecay has " + boundaries.size() + " boundaries and "
                    + values.size() + " values: there must be one value more than boundaries");
        }
        for (int i = 1; i < boundaries.size(); i++) {
            if (boundaries.get(i) <= boundaries.get(i - 1)) {
                throw new IllegalArgumentException(
                        "boundaries=" + boundaries + ": each must be larger than the one before");
            }
        }
        set(this.boundaries, List.copyOf(boundaries));
        set(this.values, List.copyOf(values));
    }

    @SuppressWarnings("unchecked")
    private <T> Setting<T> required(String key) {
        return (Setting<T>) (Setting<?>) required(key, List.class);
    }

    /// Keras' name for it.
    @Override
    protected String automaticName() {
        return "PiecewiseConstant";
    }

    @Override
    Tensor rate(Tensor step) {
        var rate = number(step, value(values).getLast());
        for (int i = value(boundaries).size() - 1; i >= 0; i--) {
            var before = step.lessEqual(number(step, value(boundaries).get(i)));
            rate = before.select(number(step, value(values).get(i)), rate);
        }
        return rate;
    }
}
