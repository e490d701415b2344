package jacobian.keras.models;

import jacobian.keras.saving.AtomicFile;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.WeightGroup;
import jacobian.keras.saving.hdf5.Hdf5Weights;
import jacobian.keras.saving.hdf5.KerasArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model in a `.keras` file: configuration, weights, the optimizer's state.
final class ModelFile {
    /// The release whose files these are.
    static final String KERAS = "3.15.1";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");

    private ModelFile() {}

    // ---- writing ----

    static void save(Model model, Path path, SaveOptions options) {
        if (LegacyWriting.isMeant(path)) {
            LegacyWriting.save(model, path, options);
            return;
        }
        check(path, options);
        var archive = archive(model, options);
        if (options.isZipped()) {
            AtomicFile.write(path, archive::write);
        } else {
            archive.writeFolder(path);
        }
    }

    private static void check(Path path, SaveOptions options) {
        boolean ends = path.toString().endsWith(".keras");
        if (ends != options.isZipped()) {
            throw new IllegalArgumentException(
                    ends
                            ? "cannot save to " + path + " unzipped\n  needs  the name of a folder, without .keras"
                            : "cannot save to " + path + "\n  needs  a name that ends in .keras or .h5");
        }
        if (!options.overwrites() && Files.exists(path)) {
            throw new IllegalArgumentException(path + " is there already: set overwrite(true) to replace it");
        }
    }

    static void save(Model model, OutputStream stream, SaveOptions options) throws IOException {
        archive(model, options).write(stream);
    }

    private static KerasArchive archive(Model model, SaveOptions options) {
        if (!model.isBuilt()) {
            throw new IllegalStateException(model.name()
                    + " has no weights to save before its first call: call it, or give the model an Input");
        }
        var config = ModelConfig.of(model);
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("keras_version", KERAS);
        metadata.put("date_saved", DATE.format(LocalDateTime.now()));
        return new KerasArchive(
                Json.write(metadata),
                Json.write(config),
                Hdf5Weights.writer(groups(model, options.includesOptimizer())),
                options.assets());
    }

    /// All that a file keeps of `model` in tensors.
    static List<WeightGroup> groups(Model model, boolean includeOptimizer) {
        var tree = WeightTree.of(model);
        var groups = new ArrayList<>(tree.groups());
        if (includeOptimizer && model.isCompiled()) {
            groups.addAll(OptimizerTree.groups(model.optimizer(), model));
        }
        groups.addAll(tree.passing());
        return groups;
    }

    // ---- reading ----

    /// The model of a file that was opened, whose tensors are closed with this.
    static Model load(KerasArchive.Contained file, LoadOptions options) {
        options.assets().accept(file.assets());
        try (var weights = file.weights()) {
            var config = Json.readObject(file.config(), options.limits());
            var model = ModelReader.read(config, options.customs());
            if (options.compiles() && config.get("compile_config") instanceof Map<?, ?> compile) {
                CompileConfig.compile(model, compile, options.customs());
            }
            if (!model.isBuilt()) {
                build(model, config);
            }
            WeightLoading.load(model, weights);
            return model;
        }
    }

    /// Makes the weights of a model that is no graph for the shapes that the file tells.
    private static void build(Model model, Map<?, ?> config) {
        var shapes = BuildShapes.of(config.get("build_config"));
        if (shapes.isEmpty()) {
            throw new RefusedFileException("the file does not tell the shape of " + model.name()
                    + "'s input, without which it has no weights\n  mend   save it after it was called once");
        }
        model.applyAll(shapes);
    }
}
