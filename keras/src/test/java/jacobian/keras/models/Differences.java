package jacobian.keras.models;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where two configurations differ, apart from what does not matter.
final class Differences {
    /// A number of Python's memory, what is computed how, and the mode of a call, which that of the model
    /// overrides.
    private static final Set<String> MEANINGLESS = Set.of("shared_object_id", "jit_compile", "training");

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    static List<String> of(@Nullable Object theirs, @Nullable Object ours) {
        var differences = new Differences();
        differences.compare("", theirs, ours);
        return differences.found;
    }

    /// The shapes of layers inside others follow from those of the others.
    private static boolean isInside(String place, String key) {
        return key.equals("build_config")
                && (place.endsWith("/config/layer") || place.endsWith("_layer") || place.contains("/config/cell"));
    }

    private void compare(String place, @Nullable Object theirs, @Nullable Object ours) {
        if (place.endsWith("/build_config/input_shape/0") && ours == null) {
            // A layer that has learned from data by itself was built for all of them.
            return;
        }
        if (theirs instanceof List<?> one && one.size() == 1 && ours instanceof Number) {
            // Normalizing layers make a list of their one axis when they are built.
            compare(place, one.getFirst(), ours);
            return;
        }
        if (theirs instanceof Map<?, ?> a && ours instanceof Map<?, ?> b) {
            var keys = new LinkedHashSet<Object>(a.keySet());
            keys.addAll(b.keySet());
            for (var key : keys) {
                if (!MEANINGLESS.contains(String.valueOf(key)) && !isInside(place, String.valueOf(key))) {
                    boolean nothing = key.equals("mask") && a.get(key) == null && b.get(key) == null;
                    if (a.containsKey(key) != b.containsKey(key) && !nothing) {
                        found.add(place + "/" + key
                                + (a.containsKey(key) ? " is missing: " + a.get(key) : " is new: " + b.get(key)));
                    } else {
                        compare(place + "/" + key, a.get(key), b.get(key));
                    }
                }
            }
        } else if (theirs instanceof List<?> a && ours instanceof List<?> b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(place + "/" + i, a.get(i), b.get(i));
            }
        } else if (theirs instanceof String && ours instanceof Map<?, ?> && place.startsWith("/compile_config")) {
            // A name in Python, an object here.
            return;
        } else if (theirs instanceof Number a && ours instanceof Number b) {
            if (Math.abs(a.doubleValue() - b.doubleValue()) > 1e-7 * Math.abs(a.doubleValue())) {
                found.add(place + ": " + theirs + ", here " + ours);
            }
        } else if (theirs == null ? ours != null : !theirs.equals(ours)) {
            found.add(place + ": " + theirs + ", here " + ours);
        }
    }
}
