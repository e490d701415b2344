package jacobian.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes flat objects of strings, whole numbers, figures of six digits and exact ones, and truth values: all that
/// rows and workers have to say.
final class Json {
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Json() {}

    static String object(Map<String, ?> members) {
        return members.entrySet().stream()
                .map(member -> string(member.getKey()) + ": " + value(member.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(Object value) {
        return switch (value) {
            case Integer whole -> whole.toString();
            case Boolean truth -> truth.toString();
            case Double figure
            when Double.isFinite(figure) ->
                new BigDecimal(figure).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
            case BigDecimal exact -> exact.toPlainString();
            case Double figure -> throw new IllegalArgumentException("JSON has no " + figure);
            default -> string(value.toString());
        };
    }

    private static String string(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
