package jacobian.keras.models;

import jacobian.keras.saving.Json;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.saving.hdf5.Hdf5Group;
import jacobian.keras.serialization.legacy.LegacyModel;
import jacobian.keras.serialization.legacy.LegacyOrigin;
import jacobian.keras.serialization.legacy.LegacyTraining;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A whole model in an `.h5` file of Keras 1, Keras 2, tf.keras or Keras 3.
final class LegacyFile {
    static final String WEIGHTS = "model_weights";

    private LegacyFile() {}

    static Model load(Path path, LoadOptions options) {
        try (var file = Hdf5File.open(path, options.limits())) {
            return load(file, options);
        }
    }

    static Model load(InputStream stream, LoadOptions options) throws IOException {
        long most = options.limits().totalBytes();
        var bytes = stream.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
        if (stream.read() >= 0) {
            throw most > bytes.length
                    ? new RefusedFileException("the stream has more than 2 GB: load the file by its path")
                    : RefusedFileException.beyond("the stream has more than " + most + " bytes", "totalBytes", most);
        }
        try (var file = Hdf5File.of(MemorySegment.ofArray(bytes), "the stream", options.limits())) {
            return load(file, options);
        }
    }

    /// The model of `file`, which stays open.
    static Model load(Hdf5File file, LoadOptions options) {
        var root = file.root();
        var attributes = root.attributes();
        var text = attributes
                .text("model_config")
                .orElseThrow(() -> new RefusedFileException("the file holds no model, only "
                        + (root.attributes().texts("layer_names").isPresent() ? "weights" : root.groups())
                        + "\n  mend   build the model and give it the weights: model.loadWeights(path)"));
        var weights = root.group(WEIGHTS)
                .orElseThrow(() -> new RefusedFileException("the file has no group " + WEIGHTS + ": it is not whole"));
        var origin = origin(root, weights);
        try {
            var old = LegacyModel.of(Json.readObject(text, options.limits()), origin);
            var model = ModelReader.read(old.config(), options.customs());
            new LegacyLoading(origin, old.forms()).load(model, weights);
            if (options.compiles()) {
                compile(model, root, origin, options);
            }
            return model;
        } catch (RefusedFileException | UncheckedIOException told) {
            throw told;
        } catch (RuntimeException broken) {
            throw refused(broken);
        }
    }

    /// Layers that are made of a file's values say in exceptions of their own what is not possible.
    static RefusedFileException refused(RuntimeException broken) {
        var message = String.valueOf(broken.getMessage());
        return new RefusedFileException(
                broken instanceof IllegalArgumentException
                        ? message
                        : "the model that the file describes cannot be made: " + message,
                broken);
    }

    /// What wrote the file; Keras 1 said so at its root alone.
    static LegacyOrigin origin(Hdf5Group root, Hdf5Group weights) {
        var version = root.attributes()
                .text("keras_version")
                .or(() -> weights.attributes().text("keras_version"));
        var backend =
                weights.attributes().text("backend").or(() -> root.attributes().text("backend"));
        return LegacyOrigin.of(version, backend);
    }

    private static void compile(Model model, Hdf5Group root, LegacyOrigin origin, LoadOptions options) {
        var text = root.attributes().text("training_config");
        if (text.isEmpty()) {
            return;
        }
        var training = Json.readObject(text.get(), options.limits());
        CompileConfig.compile(model, LegacyTraining.of(training, origin), options.customs());
        if (model.isCompiled()) {
            root.group("optimizer_weights").ifPresent(state -> LegacyOptimizerState.load(model, state, origin));
        }
    }
}
