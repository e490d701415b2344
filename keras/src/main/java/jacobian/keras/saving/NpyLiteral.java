package jacobian.keras.saving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the one kind of Python literal that stands in an `.npy` header: a dictionary of texts to texts, truths,
/// whole numbers and tuples or lists of them.
final class NpyLiteral {
    private static final List<String> KEYS = List.of("descr", "fortran_order", "shape");

    private final String text;
    private final Limits limits;
    private int at;

    NpyLiteral(String text, Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    NpyHeader header(long offset) {
        if (!(value(0) instanceof Map<?, ?> header) || next() != 0) {
            throw refused("a dictionary is needed");
        }
        if (header.size() != KEYS.size() || !header.keySet().containsAll(KEYS)) {
            throw refused("it has " + header.keySet() + ", where " + KEYS + " are needed");
        }
        if (header.get("descr") instanceof List<?>) {
            throw new RefusedFileException("the array holds records of several fields: save each field as an array");
        }
        if (!(header.get("descr") instanceof String type) || type.length() < 2) {
            throw refused("'descr' is no type");
        }
        if (!(header.get("fortran_order") instanceof Boolean fortranOrder)) {
            throw refused("'fortran_order' is neither True nor False");
        }
        if (!(header.get("shape") instanceof List<?> sizes) || !sizes.stream().allMatch(Long.class::isInstance)) {
            throw refused("'shape' is no tuple of whole numbers");
        }
        var shape = sizes.stream().mapToLong(each -> (Long) each).toArray();
        return new NpyHeader(type, fortranOrder, StoredType.shape(shape), offset);
    }

    private RefusedFileException refused(String what) {
        return new RefusedFileException("the header of the .npy array cannot be read: " + what + ", in "
                + text.substring(0, Math.min(text.length(), 200)).strip());
    }

    /// The next character that is not blank, 0 at the end.
    private char next() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean skip(char wanted) {
        boolean isThere = next() == wanted;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private Object value(int depth) {
        if (depth > limits.depth()) {
            throw RefusedFileException.beyond("the header of the .npy array nests deeper", "depth", limits.depth());
        }
        char first = next();
        return switch (first) {
            case '{' -> dictionary(depth);
            case '(' -> list(depth, ')');
            case '[' -> list(depth, ']');
            case '\'', '"' -> string(first);
            default -> word();
        };
    }

    private Map<Object, Object> dictionary(int depth) {
        var map = new HashMap<>();
        skip('{');
        while (!skip('}')) {
            var key = value(depth + 1);
            if (!skip(':')) {
                throw refused("byte " + at + " should be a colon");
            }
            if (map.put(key, value(depth + 1)) != null) {
                throw refused(key + " is there twice");
            }
            separator('}');
        }
        return map;
    }

    private List<Object> list(int depth, char end) {
        var list = new ArrayList<>();
        at++;
        while (!skip(end)) {
            list.add(value(depth + 1));
            separator(end);
        }
        return list;
    }

    private void separator(char end) {
        if (!skip(',') && next() != end) {
            throw refused("byte " + at + " should be a comma");
        }
    }

    /// NumPy's names need no escapes.
    private String string(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
            throw refused("a text does not end, or has escapes");
        }
        var string = text.substring(at + 1, end);
        at = end + 1;
        return string;
    }

    private Object word() {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        var word = text.substring(from, at);
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            default -> number(word);
        };
    }

    private long number(String word) {
        try {
            // Python 2 wrote sizes as 3L.
            return Long.parseLong(word.endsWith("L") ? word.substring(0, word.length() - 1) : word);
        } catch (NumberFormatException e) {
            throw refused("byte " + at + " has \"" + word + "\"");
        }
    }
}
