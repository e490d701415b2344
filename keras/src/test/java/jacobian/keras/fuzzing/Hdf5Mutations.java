package jacobian.keras.fuzzing;

import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.saving.hdf5.Hdf5Group;
import jacobian.keras.saving.hdf5.Hdf5GroupWriter;
import jacobian.keras.saving.hdf5.Hdf5Writer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Mutations of what an HDF5 file says, written as a whole file again: configurations in attributes, lists of
/// names, members left out, doubled and exchanged.
final class Hdf5Mutations {
    private final Chance chance;
    private final JsonMutations json;
    private boolean isDone;

    Hdf5Mutations(Chance chance) {
        this.chance = chance;
        this.json = new JsonMutations(chance);
    }

    byte[] mutate(byte[] seed) {
        var writer = new Hdf5Writer();
        try (var file = Hdf5File.of(MemorySegment.ofArray(seed), "seed", Limits.standard())) {
            copy(file.root(), writer.root());
            var stream = new ByteArrayOutputStream();
            writer.write(stream);
            return stream.toByteArray();
        } catch (RefusedFileException _) {
            return seed; // made to be refused
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void copy(Hdf5Group from, Hdf5GroupWriter to) {
        attributes(from, to);
        for (var name : from.groups()) {
            if (!chance.oneIn(100)) {
                copy(from.group(name).orElseThrow(), to.group(name));
            }
        }
        var names = from.datasets();
        for (var name : names) {
            var dataset =
                    from.dataset(chance.oneIn(40) ? chance.of(names) : name).orElseThrow();
            if (dataset.isText()) {
                to.dataset(name, dataset.texts());
            } else if (!chance.oneIn(60)) {
                var tensor = dataset.tensor();
                to.dataset(name, chance.oneIn(60) ? tensor.reshape(-1) : tensor);
            }
        }
    }

    private void attributes(Hdf5Group from, Hdf5GroupWriter to) {
        var attributes = from.attributes();
        for (var name : attributes.names()) {
            try {
                var texts = attributes.texts(name).orElseThrow();
                if (texts.size() == 1 && !name.endsWith("_names")) {
                    to.attribute(name, text(texts.getFirst()));
                } else {
                    to.attribute(name, names(texts));
                }
            } catch (RefusedFileException _) {
                attributes.numbers(name).orElseThrow().forEach(each -> to.attribute(name, each));
            }
        }
    }

    private String text(String text) {
        if (!text.startsWith("{") || isDone && chance.oneIn(2)) {
            return chance.oneIn(30) ? "1.0" : text;
        }
        isDone = true;
        return new String(json.mutate(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private List<String> names(List<String> names) {
        var changed = new ArrayList<>(names);
        if (!names.isEmpty() && chance.oneIn(20)) {
            int at = chance.below(names.size());
            switch (chance.below(3)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.set(at, chance.of(names));
                default -> changed.set(at, "../" + names.get(at));
            }
        }
        return changed;
    }
}
