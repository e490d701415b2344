package jacobian.keras.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A map that came from a file, read with care.
///
/// @param place where the map stands, for messages
record Fields(String place, Map<?, ?> values) {
    IllegalArgumentException refusal(String key, String reason) {
        return new IllegalArgumentException(place + "." + key + ": " + reason);
    }

    private Object value(String key, String expected) {
        Object value = values.get(key);
        if (value == null) {
            throw refusal(key, "it is missing, " + expected + " was expected");
        }
        return value;
    }

    private IllegalArgumentException wrong(String key, @Nullable Object value, String expected) {
        return refusal(key, expected + " was expected, not " + value);
    }

    String text(String key) {
        var value = value(key, "a text");
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, value, "a text");
    }

    /// A finite number.
    double number(String key) {
        var value = value(key, "a number");
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong(key, value, "a finite number");
    }

    /// A number above 0.
    double positive(String key) {
        double value = number(key);
        if (value > 0) {
            return value;
        }
        throw wrong(key, value, "a number above 0");
    }

    /// A whole number from `least` to `most`.
    int whole(String key, int least, int most) {
        double value = number(key);
        if (value == Math.rint(value) && value >= least && value <= most) {
            return (int) value;
        }
        throw wrong(key, value, "a whole number from " + least + " to " + most);
    }

    /// Texts, no two alike.
    List<String> names(String key) {
        var names = new ArrayList<String>();
        for (var each : list(key)) {
            if (!(each instanceof String name)) {
                throw wrong(key, each, "a list of texts");
            }
            names.add(name);
        }
        if (names.stream().distinct().count() != names.size()) {
            throw refusal(key, "the texts differ from each other in a good file, and two of these are alike");
        }
        return names;
    }

    private List<?> list(String key) {
        var value = value(key, "a list");
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(key, value, "a list");
    }

    /// A map within.
    Fields map(String key) {
        return map(place + "." + key, value(key, "an object"));
    }

    /// Maps within a list.
    List<Fields> maps(String key) {
        var maps = new ArrayList<Fields>();
        for (var each : list(key)) {
            maps.add(map(place + "." + key + "[" + maps.size() + "]", each));
        }
        return maps;
    }

    private static Fields map(String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(place, map);
        }
        throw new IllegalArgumentException(place + ": an object was expected, not " + value);
    }
}
