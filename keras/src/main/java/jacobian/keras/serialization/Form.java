package jacobian.keras.serialization;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
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

    boolean isIgnored(String key) {
        return ignored.contains(key) || writers.containsKey(key);
    }

    Map<String, Function<Object, @Nullable Object>> writers() {
        return writers;
    }

    @Nullable
    BiFunction<Conversion, Object, Object> reader(String ours) {
        return readers.get(ours);
    }
}
