package jacobian.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes maps, lists, texts, numbers, truth values as JSON; a number that is not finite becomes null.
final class Json {
    private Json() {}

    /// The value as one line.
    static String of(Object value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        switch (value) {
            case Map<?, ?> map -> object(map, text);
            case List<?> list -> array(list, text);
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
