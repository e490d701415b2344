package jacobian.cli;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// In what two models differ.
///
/// @param tolerance how far numbers may lie apart
final class Differences {
    private static final int LONGEST = 40;

    private final double tolerance;
    private final List<Difference> found = new ArrayList<>();
    private int arrays;
    private long numbers;

    /// One of them.
    ///
    /// @param part `config`, `weight` or `optimizer`
    /// @param place where
    /// @param text what differs, in words
    /// @param largest the largest difference of two numbers; NaN where there is none
    record Difference(String part, String place, String text, double largest) {}

    Differences(double tolerance) {
        this.tolerance = tolerance;
    }

    List<Difference> found() {
        return found;
    }

    /// How many arrays were compared.
    int arrays() {
        return arrays;
    }

    /// How many numbers they have.
    long numbers() {
        return numbers;
    }

    private void add(String part, String place, String text) {
        found.add(new Difference(part, place, text, Double.NaN));
    }

    // ---- config ----

    /// Compares maps, lists and values as JSON has them.
    void config(String place, @Nullable Object a, @Nullable Object b) {
        if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
            var keys = new TreeSet<String>();
            one.keySet().forEach(key -> keys.add(key.toString()));
            other.keySet().forEach(key -> keys.add(key.toString()));
            keys.forEach(key -> config(place.isEmpty() ? key : place + "." + key, one.get(key), other.get(key)));
        } else if (a instanceof List<?> one && b instanceof List<?> other && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                config(place + "[" + i + "]", one.get(i), other.get(i));
            }
        } else if (!alike(a, b)) {
            add("config", place, shown(a) + " | " + shown(b));
        }
    }

    private static boolean alike(@Nullable Object a, @Nullable Object b) {
        return a instanceof Number one && b instanceof Number other
                ? one.doubleValue() == other.doubleValue()
                : Objects.equals(a, b);
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case List<?> list when Json.of(list).length() > LONGEST -> "a list of " + list.size();
            case Map<?, ?> map when map.get("class_name") != null -> String.valueOf(map.get("class_name"));
            default -> TextTable.cut(Json.of(value), LONGEST);
        };
    }

    // ---- arrays ----

    /// Compares arrays by their names.
    void arrays(String part, SequencedMap<String, Tensor> a, SequencedMap<String, Tensor> b) {
        a.forEach((name, tensor) -> {
            var other = b.get(name);
            if (other == null) {
                add(part, name, tensor.type() + " | nothing");
            } else {
                compare(part, name, tensor, other);
            }
        });
        b.forEach((name, tensor) -> {
            if (!a.containsKey(name)) {
                add(part, name, "nothing | " + tensor.type());
            }
        });
    }

    private void compare(String part, String name, Tensor a, Tensor b) {
        arrays++;
        if (!a.shape().equals(b.shape())) {
            add(part, name, a.type() + " | " + b.type());
            return;
        }
        // In the wider type, so that nothing is lost before the comparison.
        var dtype = DType.promote(DType.promote(a.dtype(), b.dtype()), DType.FLOAT32);
        var one = a.cast(dtype).doubles();
        var other = b.cast(dtype).doubles();
        numbers += one.length;
        double largest = 0;
        int differing = 0;
        for (int i = 0; i < one.length; i++) {
            double distance = distance(one[i], other[i]);
            differing += distance > tolerance ? 1 : 0;
            largest = Math.max(largest, distance);
        }
        if (differing > 0) {
            found.add(new Difference(
                    part,
                    name,
                    String.format(
                            Locale.ROOT, "%,d of %,d differ, by %.3g at the most", differing, one.length, largest),
                    largest));
        } else if (a.dtype() != b.dtype()) {
            add(part, name, a.type() + " | " + b.type());
        }
    }

    /// Infinite where only one of them is a number.
    private static double distance(double a, double b) {
        if (a == b || Double.isNaN(a) && Double.isNaN(b)) {
            return 0;
        }
        double distance = Math.abs(a - b);
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }
}
