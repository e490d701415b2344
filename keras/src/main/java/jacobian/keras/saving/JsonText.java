package jacobian.keras.saving;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON text in the form of Python's `json.dumps`.
final class JsonText {
    private static final int FIRST_EXPONENT = 16;

    private final StringBuilder text = new StringBuilder();

    JsonText add(@Nullable Object value) {
        switch (value) {
            case null -> text.append("null");
            case String string -> string(string);
            case Boolean truth -> text.append(truth.booleanValue());
            case Double number -> text.append(number(number));
            case Float number -> text.append(number(number.doubleValue()));
            case Long number -> text.append(number.longValue());
            case Integer number -> text.append(number.intValue());
            case Map<?, ?> map -> map(map);
            case Collection<?> list -> list(list);
            default ->
                throw new IllegalArgumentException(value + " is a "
                        + value.getClass().getName() + ": JSON has maps, lists, strings, numbers, truths and null");
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void map(Map<?, ?> map) {
        text.append('{');
        var separator = "";
        for (var entry : map.entrySet()) {
            text.append(separator);
            string((String) entry.getKey());
            text.append(": ");
            add(entry.getValue());
            separator = ", ";
        }
        text.append('}');
    }

    private void list(Collection<?> list) {
        text.append('[');
        var separator = "";
        for (var each : list) {
            text.append(separator);
            add(each);
            separator = ", ";
        }
        text.append(']');
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            character(string.charAt(i));
        }
        text.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            default -> {
                if (c >= ' ' && c < 127) {
                    text.append(c);
                } else {
                    text.append("\\u").append(HexFormat.of().toHexDigits(c));
                }
            }
        }
    }

    /// The shortest digits that give the number again, with an exponent where Python writes one.
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        var exact = new BigDecimal(Double.toString(value));
        if (exact.signum() == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        var shortest = exact.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < FIRST_EXPONENT) {
            var plain = shortest.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        var digits = shortest.unscaledValue().abs().toString();
        var sign = shortest.signum() < 0 ? "-" : "";
        var tail = digits.length() > 1 ? "." + digits.substring(1) : "";
        int size = Math.abs(exponent);
        return sign + digits.charAt(0) + tail + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }
}
