package jacobian.keras.saving;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.saving.hdf5.Hdf5Weights;
import jacobian.keras.saving.hdf5.ShardedWeights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/// The kinds of files that hold the weights of a model, each tensor under its place; known by their endings.
public enum WeightFile {
    /// Keras' own.
    HDF5(".weights.h5", (file, limits) -> new Hdf5Weights(Hdf5File.open(file, limits)), WeightFile::writeHdf5),
    /// Keras' index of several files.
    SHARDS(
            ".weights.json",
            ShardedWeights::new,
            (file, groups) -> ShardedWeights.write(file, groups, ShardedWeights.STANDARD_SIZE)),
    SAFETENSORS(".safetensors", SafetensorsTable::new, WeightFile::writeSafetensors),
    NPZ(".npz", NpzTable::new, (file, groups) -> Npz.write(file, tensors(groups)));

    private final String ending;
    private final BiFunction<Path, Limits, WeightTable> opening;
    private final BiConsumer<Path, List<WeightGroup>> writing;

    WeightFile(
            String ending, BiFunction<Path, Limits, WeightTable> opening, BiConsumer<Path, List<WeightGroup>> writing) {
        this.ending = ending;
        this.opening = opening;
        this.writing = writing;
    }

    /// The ending of the names of such files.
    public String ending() {
        return ending;
    }

    /// Whether `file` is called as such a file.
    public boolean isNamed(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /// The tensors of `file`.
    ///
    /// @throws RefusedFileException if it is broken, or beyond `limits`
    public WeightTable open(Path file, Limits limits) {
        return opening.apply(file, limits);
    }

    /// Writes `groups` to `file`, whole or not at all.
    public void write(Path file, List<WeightGroup> groups) {
        writing.accept(file, groups);
    }

    private static void writeHdf5(Path file, List<WeightGroup> groups) {
        AtomicFile.write(file, Hdf5Weights.writer(groups)::write);
    }

    private static Map<String, Tensor> tensors(List<WeightGroup> groups) {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var group : groups) {
            for (int i = 0; i < group.tensors().size(); i++) {
                tensors.put(group.place(i), group.tensors().get(i).value());
            }
        }
        return tensors;
    }

    /// A place says nothing to a reader, so the names of the weights stand beside.
    private static void writeSafetensors(Path file, List<WeightGroup> groups) {
        var names = new LinkedHashMap<String, String>();
        names.put("format", "keras");
        for (var group : groups) {
            for (int i = 0; i < group.tensors().size(); i++) {
                names.put(group.place(i), group.tensors().get(i).name());
            }
        }
        Safetensors.write(file, tensors(groups), names);
    }
}
