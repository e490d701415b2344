package jacobian.keras.tuners;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// The place of a trial in [Hyperband].
///
/// @param bracket how many halvings its bracket has
/// @param round how many of them are behind
/// @param from the trial of the round before whose weights it goes on with; empty in the first round
/// @param initialEpoch how many epochs are behind
/// @param epochs how many there are then
public record Stage(int bracket, int round, OptionalInt from, int initialEpoch, int epochs) {
    /// As KerasTuner calls them among the hyperparameters.
    Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        values.put("tuner/epochs", epochs);
        values.put("tuner/initial_epoch", initialEpoch);
        values.put("tuner/bracket", bracket);
        values.put("tuner/round", round);
        from.ifPresent(trial -> values.put("tuner/trial_id", Integer.toString(trial)));
        return values;
    }
}
