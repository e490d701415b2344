package jacobian.keras.serialization.legacy;

import jacobian.keras.saving.RefusedFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads JSON trees, whose parts may be of any kind, as what they have to be.
final class Trees {
    private Trees() {}

    /// `tree` as an object; an absent one is empty.
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    static Map<String, @Nullable Object> map(@Nullable Object tree) {
        return switch (tree) {
            case null -> new LinkedHashMap<>();
            case Map<?, ?> map -> (Map<String, @Nullable Object>) map;
            default -> throw new RefusedFileException("an object was expected where the file has " + shown(tree));
        };
    }

    /// `tree` as a list; an absent one is empty.
    static List<?> list(@Nullable Object tree) {
        return switch (tree) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw new RefusedFileException("a list was expected where the file has " + shown(tree));
        };
    }

    static String text(@Nullable Object tree) {
        if (tree instanceof String text) {
            return text;
        }
        throw new RefusedFileException("a text was expected where the file has " + shown(tree));
    }

    static long whole(@Nullable Object tree) {
        if (tree instanceof Number number) {
            return number.longValue();
        }
        throw new RefusedFileException("a number was expected where the file has " + shown(tree));
    }

    /// The shape of a batch of samples of `shape`.
    static List<?> withBatch(List<?> shape) {
        var whole = new ArrayList<@Nullable Object>();
        whole.add(null);
        whole.addAll(shape);
        return whole;
    }

    /// An object of `entries`, keys and values by turns.
    static Map<String, @Nullable Object> of(@Nullable Object... entries) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put(text(entries[i]), entries[i + 1]);
        }
        return map;
    }

    /// How Keras 3 names an object of `className` in `module`.
    static Map<String, @Nullable Object> object(String module, String className, Map<String, @Nullable Object> config) {
        return of("module", module, "class_name", className, "config", config, "registered_name", null);
    }

    /// `tree`, shortened to what fits into a message.
    static String shown(@Nullable Object tree) {
        var text = String.valueOf(tree);
        return text.length() > 120 ? text.substring(0, 117) + "..." : text;
    }
}
