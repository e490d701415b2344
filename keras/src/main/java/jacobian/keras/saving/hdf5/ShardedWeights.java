package jacobian.keras.saving.hdf5;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.saving.AtomicFile;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.StoredTensor;
import jacobian.keras.saving.WeightGroup;
import jacobian.keras.saving.WeightTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Weights in several files `name_00000.weights.h5`, and a file `name.weights.json` that tells which is where:
/// what Keras writes of models of many gigabytes.
public final class ShardedWeights implements WeightTable {
    /// How many bytes of tensors a file has where nobody says, as in Keras.
    public static final long STANDARD_SIZE = 5L << 30;

    private static final String ENDING = ".weights.json";
    private static final String MAP = "weight_map";

    private final List<Hdf5Weights> shards = new ArrayList<>();
    private final Map<String, Hdf5Weights> places = new LinkedHashMap<>();

    /// The tensors that `index` tells of.
    ///
    /// @throws RefusedFileException if it, or one of the files that it names, is broken or beyond `limits`
    public ShardedWeights(Path index, Limits limits) {
        try {
            for (var name : names(index, limits)) {
                add(name, Hdf5File.open(index.resolveSibling(name), limits));
            }
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private void add(String name, Hdf5File file) {
        var shard = new Hdf5Weights(file);
        shards.add(shard);
        for (var place : shard.places()) {
            if (places.put(place, shard) != null) {
                throw new RefusedFileException(name + " has a tensor at " + place + ", and so has another file");
            }
        }
    }

    private static Set<String> names(Path index, Limits limits) {
        var tree = Json.readObject(text(index, limits), limits);
        if (!(tree.get(MAP) instanceof Map<?, ?> map)) {
            throw new RefusedFileException(index + " does not tell where the weights are: it has no " + MAP);
        }
        var names = new LinkedHashSet<String>();
        map.values().forEach(each -> add(names, each));
        for (var name : names) {
            if (!name.matches("[^/\\\\:\\p{Cntrl}]+\\.weights\\.h5") || name.startsWith("..")) {
                throw new RefusedFileException(
                        index + " sends to \"" + name + "\": only files beside it that end in .weights.h5 are read");
            }
        }
        return names;
    }

    private static void add(Set<String> names, @Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(each -> add(names, each));
        } else {
            names.add(String.valueOf(value));
        }
    }

    private static String text(Path index, Limits limits) {
        try {
            if (Files.size(index) > limits.textBytes()) {
                throw RefusedFileException.beyond(
                        index + " has " + Files.size(index) + " bytes", "textBytes", limits.textBytes());
            }
            return new String(Files.readAllBytes(index), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(index + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Set<String> places() {
        return Collections.unmodifiableSet(places.keySet());
    }

    private Hdf5Weights shard(String place) {
        var shard = places.get(place);
        if (shard == null) {
            throw new RefusedFileException("no file has a tensor at " + place);
        }
        return shard;
    }

    @Override
    public TensorType type(String place) {
        return shard(place).type(place);
    }

    @Override
    public Tensor read(String place) {
        return shard(place).read(place);
    }

    @Override
    public void close() {
        shards.forEach(Hdf5Weights::close);
    }

    // ---- writing ----

    /// Writes `groups` beside `index` into files of at most `most` bytes of tensors, each whole or not at all,
    /// the index in the end.
    public static void write(Path index, List<WeightGroup> groups, long most) {
        var file = index.getFileName().toString();
        var base = file.substring(0, file.length() - ENDING.length());
        var writer = new Hdf5Writer();
        var map = new LinkedHashMap<String, Object>();
        int shard = 0;
        long size = 0;
        long total = 0;
        for (var group : groups) {
            for (int i = 0; i < group.tensors().size(); i++) {
                var tensor = group.tensors().get(i);
                long bytes = bytes(tensor, most);
                if (size + bytes > most) {
                    AtomicFile.write(index.resolveSibling(name(base, shard++)), writer::write);
                    writer = new Hdf5Writer();
                    size = 0;
                }
                size += bytes;
                total += bytes;
                var folder = writer.root().group(group.folder());
                folder.attribute("name", group.name());
                folder.dataset(Integer.toString(i), tensor.value());
                note(map, "/" + group.folder(), name(base, shard));
            }
        }
        AtomicFile.write(index.resolveSibling(name(base, shard)), writer::write);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("metadata", Map.of("total_size", total));
        tree.put(MAP, map);
        AtomicFile.write(index, out -> out.write(Json.write(tree).getBytes(StandardCharsets.UTF_8)));
    }

    private static long bytes(StoredTensor tensor, long most) {
        long bytes = tensor.type().shape().size() * tensor.type().dtype().bytes();
        if (bytes > most) {
            throw new IllegalArgumentException(tensor.name() + " has " + bytes + " bytes, more than the " + most
                    + " that a file may have: give a larger max_shard_size");
        }
        return bytes;
    }

    private static String name(String base, int shard) {
        return String.format(Locale.ROOT, "%s_%05d.weights.h5", base, shard);
    }

    private static void note(Map<String, Object> map, String folder, String name) {
        var former = map.get(folder);
        if (former == null) {
            map.put(folder, name);
        } else if (former instanceof List<?> list && !list.contains(name)) {
            var longer = new ArrayList<Object>(list);
            longer.add(name);
            map.put(folder, longer);
        } else if (former instanceof String first && !first.equals(name)) {
            map.put(folder, List.of(first, name));
        }
    }
}
