package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Layer;
import jacobian.keras.saving.AtomicFile;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.hdf5.Hdf5GroupWriter;
import jacobian.keras.saving.hdf5.Hdf5Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a whole model to an `.h5` file as Keras 3 does: the configuration without modules, a group for each
/// layer, the optimizer's variables in order.
///
/// Keras itself does not open such files where something is computed between layers, since operations have no
/// modules there; losses and metrics are written with theirs, because it does not find them otherwise.
final class LegacyWriting {
    private LegacyWriting() {}

    /// Whether a file of this name is one of these.
    static boolean isMeant(Path path) {
        var name = path.toString();
        return (name.endsWith(".h5") || name.endsWith(".hdf5")) && !name.endsWith(".weights.h5");
    }

    static void save(Model model, Path path, SaveOptions options) {
        if (!options.overwrites() && Files.exists(path)) {
            throw new IllegalArgumentException(path + " is there already: set overwrite(true) to replace it");
        }
        var writer = writer(model, options);
        AtomicFile.write(path, writer::write);
    }

    static void save(Model model, OutputStream stream, SaveOptions options) throws IOException {
        writer(model, options).write(stream);
    }

    private static Hdf5Writer writer(Model model, SaveOptions options) {
        if (!model.isBuilt() || !model.isGraph()) {
            throw new IllegalStateException(model.name() + " cannot be an .h5 file: that holds chains and graphs whose"
                    + " inputs are known\n  mend   give it an Input, or save it as .keras");
        }
        var writer = new Hdf5Writer();
        var root = writer.root();
        var config = ModelConfig.of(model);
        software(root);
        root.attribute("model_config", Json.write(plain(config)));
        weights(model, root.group(LegacyFile.WEIGHTS));
        if (options.includesOptimizer() && model.isCompiled()) {
            root.attribute("training_config", Json.write(training(map(config.get("compile_config")))));
            optimizer(model, root);
        }
        return writer;
    }

    private static void software(Hdf5GroupWriter group) {
        group.attribute("keras_version", ModelFile.KERAS).attribute("backend", "jacobian");
    }

    @SuppressWarnings("unchecked") // the keys of configurations are strings
    private static Map<String, @Nullable Object> map(@Nullable Object tree) {
        return tree instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    // ---- configurations ----

    /// A layer or model without its module, with those inside it.
    private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> object) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        boolean isKeras = object.get("module") instanceof String module && module.startsWith("keras");
        plain.put("class_name", isKeras ? object.get("class_name") : object.get("registered_name"));
        var config = new LinkedHashMap<String, @Nullable Object>(map(object.get("config")));
        if (config.get("layers") instanceof List<?> layers) {
            config.put("layers", layers.stream().map(layer -> plain(map(layer))).toList());
        }
        plain.put("config", config);
        for (var key : List.of("name", "inbound_nodes")) {
            if (object.containsKey(key)) {
                plain.put(key, object.get(key));
            }
        }
        return plain;
    }

    private static Map<String, @Nullable Object> training(Map<String, @Nullable Object> compile) {
        var training = new LinkedHashMap<String, @Nullable Object>(compile);
        var optimizer = map(training.remove("optimizer"));
        training.put("optimizer_config", plain(optimizer));
        return training;
    }

    // ---- arrays ----

    private static void weights(Model model, Hdf5GroupWriter group) {
        var layers = SavedGraph.layers(model);
        software(group);
        group.attribute("layer_names", layers.stream().map(Layer::name).toList());
        for (var layer : layers) {
            var weights = new ArrayList<>(layer.trainableWeights());
            weights.addAll(layer.nonTrainableWeights());
            var values = new LinkedHashMap<String, Tensor>();
            weights.forEach(weight -> put(values, weight.name(), weight.tensor()));
            write(group.group(layer.name()), values);
        }
        write(group.group("top_level_model_weights"), Map.of());
    }

    /// No two arrays of a group have one name.
    private static void put(Map<String, Tensor> values, String name, Tensor value) {
        var free = name;
        for (int i = 1; values.containsKey(free); i++) {
            free = name + "_" + i;
        }
        values.put(free, value);
    }

    private static void write(Hdf5GroupWriter group, Map<String, Tensor> values) {
        group.attribute("weight_names", List.copyOf(values.keySet()));
        values.forEach(group::dataset);
    }

    private static void optimizer(Model model, Hdf5GroupWriter root) {
        var group = OptimizerTree.groups(model.optimizer()).getFirst();
        var values = new LinkedHashMap<String, Tensor>();
        group.tensors().forEach(each -> put(values, group.name() + "/" + each.name(), each.value()));
        write(root.group("optimizer_weights"), values);
    }
}
