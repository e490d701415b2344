package jacobian.keras.saving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON as trees: `Map<String, Object>`, `List<Object>`, `String`, `Long`, `Double`, `Boolean` and null.
///
/// Read is what Python's `json.loads` reads, `NaN` and `Infinity` among it, but for a key that stands twice in
/// one object, which is refused; written is what `json.dumps` writes.
public final class Json {
    private static final int NUMBER_LENGTH = 1000;

    private Json() {}

    /// The tree of `text`, which is UTF-8.
    ///
    /// @throws RefusedFileException where it is no JSON, or beyond `limits`: more than `textBytes`, deeper than
    ///     `depth`, more than `entries` values
    public static @Nullable Object read(byte[] text, Limits limits) {
        if (text.length > limits.textBytes()) {
            throw RefusedFileException.beyond(
                    "a JSON text of " + text.length + " bytes", "textBytes", limits.textBytes());
        }
        try (var parser = factory(limits).createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            var tree = new Reader(parser, limits).value();
            if (parser.nextToken() != null) {
                throw new RefusedFileException("more follows the end of the JSON text, at " + place(parser));
            }
            return tree;
        } catch (StreamConstraintsException beyond) {
            throw refused(beyond, limits);
        } catch (JacksonException broken) {
            throw new RefusedFileException(
                    "no JSON: " + broken.getOriginalMessage() + ", at "
                            + broken.getLocation().offsetDescription(),
                    broken);
        }
    }

    /// As [#read(byte\[\], Limits)].
    public static @Nullable Object read(String text, Limits limits) {
        return read(text.getBytes(StandardCharsets.UTF_8), limits);
    }

    /// As [#read(String, Limits)], of an object.
    public static Map<String, @Nullable Object> readObject(String text, Limits limits) {
        if (read(text, limits) instanceof Map<?, ?> object) {
            @SuppressWarnings("unchecked") // the reader makes keys of strings only
            var map = (Map<String, @Nullable Object>) object;
            return map;
        }
        throw new RefusedFileException("the JSON text is no object");
    }

    /// `tree` as `json.dumps` writes it, on one line and in ASCII.
    ///
    /// @throws IllegalArgumentException where something is no part of a JSON tree
    public static String write(@Nullable Object tree) {
        return new JsonText().add(tree).toString();
    }

    private static JsonFactory factory(Limits limits) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxDocumentLength(limits.textBytes())
                .maxStringLength((int) Math.min(limits.textBytes(), Integer.MAX_VALUE))
                .maxNameLength((int) Math.min(limits.textBytes(), Integer.MAX_VALUE))
                .maxNumberLength(NUMBER_LENGTH)
                .build();
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    private static RefusedFileException refused(StreamConstraintsException beyond, Limits limits) {
        var message = String.valueOf(beyond.getOriginalMessage());
        if (message.contains("depth")) {
            return RefusedFileException.beyond("JSON nested deeper than " + limits.depth(), "depth", limits.depth());
        }
        return new RefusedFileException("JSON: " + message, beyond);
    }

    private static String place(JsonParser parser) {
        return parser.currentTokenLocation().offsetDescription();
    }

    /// Makes the tree of the tokens; its recursion is as deep as the limit lets a text be.
    private static final class Reader {
        private final JsonParser parser;
        private final Limits limits;
        private long count;

        Reader(JsonParser parser, Limits limits) {
            this.parser = parser;
            this.limits = limits;
        }

        @Nullable
        Object value() {
            if (++count > limits.entries()) {
                throw RefusedFileException.beyond("a JSON text of more values", "entries", limits.entries());
            }
            var token = parser.currentToken();
            if (token == null) {
                throw new RefusedFileException("no JSON: the text is empty");
            }
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> list();
                case VALUE_STRING -> parser.getString();
                case VALUE_NUMBER_INT -> integer();
                case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                default -> throw new RefusedFileException("no JSON at " + place(parser));
            };
        }

        /// A whole number beyond 64 bits becomes the double next to it.
        private Object integer() {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? (Object) parser.getBigIntegerValue().doubleValue()
                    : (Object) parser.getLongValue();
        }

        private Map<String, @Nullable Object> object() {
            var object = new LinkedHashMap<String, @Nullable Object>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var key = parser.currentName();
                parser.nextToken();
                object.put(key, value());
            }
            return object;
        }

        private List<@Nullable Object> list() {
            var list = new ArrayList<@Nullable Object>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value());
            }
            return list;
        }
    }
}
