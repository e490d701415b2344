package jacobian.keras.tuners;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// What is known of the trials of a search. Guarded by the search that has it.
final class Board {
    private final NavigableMap<Integer, TrialResult> results = new TreeMap<>();
    private final Map<Integer, Map<String, Object>> running = new HashMap<>();
    private final Set<Tunable> space = new LinkedHashSet<>();

    /// Trials from this number on are not begun.
    private int end = Integer.MAX_VALUE;

    /// The results by number.
    NavigableMap<Integer, TrialResult> results() {
        return results;
    }

    Collection<Integer> running() {
        return running.keySet();
    }

    /// All hyperparameters that were asked for.
    List<Tunable> space() {
        return List.copyOf(space);
    }

    void note(Collection<Tunable> asked) {
        space.addAll(asked);
    }

    /// Whether trial `number` is before the end.
    boolean counts(int number) {
        return number < end;
    }

    /// The hyperparameters of a trial that has ended or runs.
    Map<String, Object> values(int number) {
        var result = results.get(number);
        return result == null ? Objects.requireNonNull(running.get(number)) : result.values();
    }

    /// Whether trial `number` is neither done nor running, nor beyond the end.
    boolean isOpen(int number) {
        return counts(number) && !results.containsKey(number) && !running.containsKey(number);
    }

    /// Whether no trial of a smaller number has these values.
    boolean isNew(int number, Map<String, Object> values) {
        return results.headMap(number).values().stream()
                        .noneMatch(each -> each.values().equals(values))
                && running.entrySet().stream()
                        .noneMatch(each ->
                                each.getKey() < number && each.getValue().equals(values));
    }

    void begin(int number, Map<String, Object> values) {
        running.put(number, values);
    }

    void giveUp(int number) {
        running.remove(number);
    }

    void finish(TrialResult result) {
        running.remove(result.number());
        results.put(result.number(), result);
    }

    /// No trial from `number` on counts any more.
    void endAt(int number) {
        end = Math.min(end, number);
        results.tailMap(number).clear();
    }

    /// The number at which `most` trials in a row have failed, looked for below `pending`; -1 for none.
    int failedInRow(int most, int pending) {
        int row = 0;
        for (var result : results.headMap(pending).values()) {
            row = result.isFailed() ? row + 1 : 0;
            if (row == most) {
                return result.number();
            }
        }
        return -1;
    }
}
