package jacobian.keras.serialization;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the configuration of a class in Keras' files differs from its settings.
final class Form {
    private final Map<String, String> theirs = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> absent = new HashSet<>();
    private final Set<String> ignored = new HashSet<>();
    private final Map<String, Function<Object, @Nullable Object>> writers = new HashMap<>();
    private final Map<String, BiFunction<Conversion, Object, Object>> readers = new HashMap<>();
    private final Map<String, BiPredicate<Object, Object>> unset = new HashMap<>();
    private final Map<String, Object> nones = new HashMap<>();
    private final Map<String, Optional<Object>> constants = new HashMap<>();

    /// What a writer gives where the key is to be left out.
    static final Object ABSENT = new Object();

    /// The setting `ours` is called `theirs` in files.
    Form renames(String ours, String theirs) {
        this.theirs.put(ours, theirs);
        return this;
    }

    /// The settings stand in files only where they are not the default: Keras forgets them, but reads them.
    Form ifChanged(String... keys) {
        changed.addAll(Set.of(keys));
        return this;
    }

    /// The settings stand in no file.
    Form omits(String... keys) {
        absent.addAll(Set.of(keys));
        return this;
    }

    /// The file's `key` has one value only: another is refused.
    Form constant(String key, @Nullable Object value) {
        constants.put(key, Optional.ofNullable(value));
        return writes(key, Object.class, _ -> value);
    }

    Map<String, Optional<Object>> constants() {
        return constants;
    }

    /// The keys stand in files and mean nothing here.
    Form ignores(String... keys) {
        ignored.addAll(Set.of(keys));
        return this;
    }

    /// The file's `key` holds what `writer` makes of the thing.
    <T> Form writes(String key, Class<T> type, Function<T, @Nullable Object> writer) {
        writers.put(key, thing -> writer.apply(type.cast(thing)));
        return this;
    }

    /// The setting `ours` stays unset where the file's value is the one that it would have unset.
    Form unlessEqual(String ours, BiPredicate<Object, Object> same) {
        unset.put(ours, same);
        return this;
    }

    /// Python's None is `value`.
    Form none(String ours, Object value) {
        nones.put(ours, value);
        return this;
    }

    /// The setting `ours` is what `reader` makes of the file's value.
    Form reads(String ours, BiFunction<Conversion, Object, Object> reader) {
        readers.put(ours, reader);
        return this;
    }

    String theirs(String ours) {
        return theirs.getOrDefault(ours, ours);
    }

    boolean onlyIfChanged(String ours) {
        return changed.contains(ours);
    }

    boolean isAbsent(String ours) {
        return absent.contains(ours);
    }

    /// Whether the file's `key` is written without being a setting.
    boolean isWritten(String key) {
        return writers.containsKey(key);
    }

    boolean isIgnored(String key) {
        return ignored.contains(key);
    }

    /// Whether `thing` has `value` without being given it.
    boolean isUnset(String ours, Object thing, Object value) {
        return unset.containsKey(ours) && unset.get(ours).test(thing, value);
    }

    @Nullable
    Object none(String ours) {
        return nones.get(ours);
    }

    Map<String, Function<Object, @Nullable Object>> writers() {
        return writers;
    }

    @Nullable
    BiFunction<Conversion, Object, Object> reader(String ours) {
        return readers.get(ours);
    }
}
