package jacobian.keras.tuners;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How a trial ended.
///
/// @param number the number of the trial, from 0
/// @param values its hyperparameters: whole numbers, doubles, truth values, texts
/// @param stage its place in [Hyperband]; empty in other searches
/// @param score the objective in its best epoch, the mean where a trial trains several times; NaN where it failed
/// @param metrics what was logged in the best epoch, likewise
/// @param bestEpoch the best epoch, counted from 0, of the best execution; -1 where it failed
/// @param execution the execution that has it
/// @param reason why it failed; empty where it did not
public record TrialResult(
        int number,
        SequencedMap<String, Object> values,
        Optional<Stage> stage,
        double score,
        Map<String, Double> metrics,
        int bestEpoch,
        int execution,
        String reason) {
    public TrialResult {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    static TrialResult failed(int number, SequencedMap<String, Object> values, Optional<Stage> stage, String reason) {
        return new TrialResult(number, values, stage, Double.NaN, Map.of(), -1, 0, reason);
    }

    /// Whether it came to no score.
    public boolean isFailed() {
        return !reason.isEmpty();
    }
}
