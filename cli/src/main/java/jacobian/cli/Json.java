package jacobian.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes maps, lists, texts, numbers, truth values as JSON; a number that is not finite becomes null.
final class Json {
    private Json() {}

    /// The value as one line.
    static String of(Object value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    /// The value over many lines, two spaces a level; lists of values that are no lists or objects stay on one
    /// line.
    static String pretty(Object value) {
        var text = new StringBuilder();
        pretty(value, "\n", text);
        return text.toString();
    }

    private static void pretty(@Nullable Object value, String line, StringBuilder text) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                var before = "{";
                for (var entry : map.entrySet()) {
                    text.append(before).append(line).append("  ");
                    string(entry.getKey().toString(), text);
                    pretty(entry.getValue(), line + "  ", text.append(": "));
                    before = ",";
                }
                text.append(line).append('}');
            }
            case List<?> list
            when list.stream().anyMatch(each -> each instanceof Map || each instanceof List) -> {
                var before = "[";
                for (var each : list) {
                    pretty(each, line + "  ", text.append(before).append(line).append("  "));
                    before = ",";
                }
                text.append(line).append(']');
            }
            case null, default -> write(value, text);
        }
    }

    private static void write(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case Map<?, ?> map -> object(map, text);
            case List<?> list -> array(list, text);
            case null -> text.append("null");
            case Float number when !Float.isFinite(number) -> text.append("null");
            case Double number when !Double.isFinite(number) -> text.append("null");
            case Number number -> text.append(number);
            case Boolean truth -> text.append(truth);
            default -> string(value.toString(), text);
        }
    }

    private static void object(Map<?, ?> map, StringBuilder text) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            var entry = entries.next();
            string(entry.getKey().toString(), text);
            text.append(": ");
            write(entry.getValue(), text);
            text.append(entries.hasNext() ? ", " : "");
        }
        text.append('}');
    }

    private static void array(List<?> list, StringBuilder text) {
        text.append('[');
        for (var elements = list.iterator(); elements.hasNext(); ) {
            write(elements.next(), text);
            text.append(elements.hasNext() ? ", " : "");
        }
        text.append(']');
    }

    private static void string(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}
