package jacobian.keras.models;

import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.WeightGroup;
import jacobian.keras.saving.WeightTable;
import jacobian.keras.saving.ZipArchive;
import jacobian.keras.saving.hdf5.KerasArchive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Reading models.
///
/// ```java
/// var model = Models.load(Path.of("model.keras"));
/// ```
///
/// A file is data, never code: classes and functions that are not Keras' are given at loading, and a file that
/// asks for more than [LoadOptions#limits] allow is refused.
public final class Models {
    /// How many bytes tell what a file is.
    private static final int START = 8;

    private Models() {}

    /// The model of a `.keras` file, of a folder with its parts, or of an `.h5` file that Keras 1, Keras 2,
    /// tf.keras or Keras 3 wrote; compiled as it was.
    ///
    /// @throws RefusedFileException where the file is no model, is broken, names what is not known, or is
    /// beyond a
    ///     limit
    /// @throws UncheckedIOException where it cannot be read
    public static Model load(Path path) {
        return load(path, _ -> {});
    }

    /// As [#load(Path)], with options.
    public static Model load(Path path, Consumer<LoadOptions> options) {
        var chosen = options(options);
        try {
            if (KerasArchive.isFolder(path)) {
                return made(() -> ModelFile.load(KerasArchive.readFolder(path, chosen.limits()), chosen));
            }
            return switch (Form.of(start(path))) {
                case ARCHIVE -> archive(ZipArchive.open(path, chosen.limits()), chosen);
                case HDF5 -> made(() -> LegacyFile.load(path, chosen));
                case OTHER -> throw Form.refused();
            };
        } catch (RefusedFileException refused) {
            throw refused.in(path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /// The model of a `.keras` archive or an `.h5` file that is read from `stream` to its end.
    public static Model load(InputStream stream) {
        return load(stream, _ -> {});
    }

    /// As [#load(InputStream)], with options.
    public static Model load(InputStream stream, Consumer<LoadOptions> options) {
        var chosen = options(options);
        var buffered = new BufferedInputStream(stream);
        try {
            buffered.mark(START);
            var form = Form.of(buffered.readNBytes(START));
            buffered.reset();
            return form == Form.HDF5
                    ? made(() -> LegacyFile.load(buffered, chosen))
                    : archive(ZipArchive.read(buffered, chosen.limits()), chosen);
        } catch (IOException e) {
            throw new UncheckedIOException("the model cannot be read from its stream: " + e.getMessage(), e);
        }
    }

    /// A model of a configuration, [Model#toJson], with new weights; not compiled.
    public static Model fromJson(String json) {
        return fromJson(json, _ -> {});
    }

    /// As [#fromJson(String)], with options.
    public static Model fromJson(String json, Consumer<LoadOptions> options) {
        var chosen = options(options);
        return made(() -> ModelReader.read(Json.readObject(json, chosen.limits()), chosen.customs()));
    }

    /// The tensors in a file of weights alone, `.safetensors` or `.npz`, by their names there; to be closed.
    ///
    /// @throws RefusedFileException where the file is broken, or beyond [Limits#standard]
    public static WeightTable openWeights(Path file) {
        return WeightFiles.open(file, Limits.standard());
    }

    /// What files keep of `model` by its place there: its weights, below `optimizer` the state of the
    /// optimizer, and what random layers and recurrent layers go on from.
    public static List<WeightGroup> weightGroups(Model model) {
        return List.copyOf(ModelFile.groups(model, true));
    }

    private static LoadOptions options(Consumer<LoadOptions> options) {
        var chosen = new LoadOptions();
        options.accept(chosen);
        return chosen;
    }

    private static Model archive(ZipArchive archive, LoadOptions options) {
        return made(() -> ModelFile.load(KerasArchive.read(archive, options.limits()), options));
    }

    /// A file whose values fit no model is refused, whoever finds out: a layer, an optimizer, the graph.
    private static Model made(Reading reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException("the model cannot be read: " + e.getMessage(), e);
        } catch (RefusedFileException | UncheckedIOException known) {
            throw known;
        } catch (RuntimeException misfit) {
            throw new RefusedFileException(
                    "no model can be made of what the file says: " + misfit.getMessage(), misfit);
        }
    }

    private static byte[] start(Path path) throws IOException {
        try (var stream = Files.newInputStream(path)) {
            return stream.readNBytes(START);
        }
    }

    @FunctionalInterface
    private interface Reading {
        Model read() throws IOException;
    }

    /// What a file is by how it begins.
    private enum Form {
        ARCHIVE,
        HDF5,
        OTHER;

        static Form of(byte[] start) {
            if (KerasArchive.isZip(MemorySegment.ofArray(start))) {
                return ARCHIVE;
            }
            boolean isHdf5 = start.length == 8 && start[0] == (byte) 0x89 && start[1] == 'H' && start[2] == 'D';
            return isHdf5 ? HDF5 : OTHER;
        }

        static RefusedFileException refused() {
            return new RefusedFileException("this is no .keras archive");
        }
    }
}
