package jacobian.keras.serialization;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// JSON trees compared: the order of keys does not count, and 2 is 2.0.
final class Trees {
    private Trees() {}

    /// The first place where the trees differ, and how.
    static Optional<String> difference(@Nullable Object ours, @Nullable Object theirs) {
        return difference("", ours, theirs);
    }

    /// As [#difference(Object, Object)], without `keys` of the configuration.
    static Optional<String> differenceBut(Set<String> keys, @Nullable Object ours, @Nullable Object theirs) {
        return difference("", without(keys, ours), without(keys, theirs));
    }

    private static @Nullable Object without(Set<String> keys, @Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config)) {
            return tree;
        }
        var less = new LinkedHashMap<Object, @Nullable Object>(object);
        var rest = new LinkedHashMap<Object, @Nullable Object>(config);
        rest.keySet().removeAll(keys);
        less.put("config", rest);
        return less;
    }

    private static Optional<String> difference(String place, @Nullable Object ours, @Nullable Object theirs) {
        if (ours instanceof Map<?, ?> one && theirs instanceof Map<?, ?> other) {
            return maps(place, one, other);
        }
        if (ours instanceof List<?> one && theirs instanceof List<?> other && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                var found = difference(place + "/" + i, one.get(i), other.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        boolean same = ours instanceof Number one && theirs instanceof Number other
                ? one.doubleValue() == other.doubleValue()
                : Objects.equals(ours, theirs);
        return same ? Optional.empty() : Optional.of(place + ": ours " + ours + ", theirs " + theirs);
    }

    private static Optional<String> maps(String place, Map<?, ?> ours, Map<?, ?> theirs) {
        var keys = new TreeSet<String>();
        ours.keySet().forEach(key -> keys.add((String) key));
        theirs.keySet().forEach(key -> keys.add((String) key));
        for (var key : keys) {
            if (!ours.containsKey(key) || !theirs.containsKey(key)) {
                return Optional.of(place + "/" + key + ": only in "
                        + (ours.containsKey(key) ? "ours, " + ours.get(key) : "theirs, " + theirs.get(key)));
            }
            var found = difference(place + "/" + key, ours.get(key), theirs.get(key));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
