package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Spelling;
import jacobian.keras.layers.Layer;
import jacobian.keras.models.LegacyLoading.Stored;
import jacobian.keras.models.LoadedWeights.Unmatched;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.saving.hdf5.Hdf5Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The weights in an `.h5` file as Keras 1 and 2 wrote them, whole model or weights alone: a group for each
/// layer.
///
/// They belong to the layers of a model in order, those without weights left out; or, by name, to the layers
/// that are called as theirs were.
final class LegacyWeightFile {
    private static final String LAYERS = "layer_names";
    private static final int SIGNATURE = 8;

    private final Model model;
    private final LoadWeightsOptions options;
    private final LegacyLoading loading;
    private final Map<String, List<Stored>> file = new LinkedHashMap<>();
    private final Map<Layer, List<Tensor>> assignments = new LinkedHashMap<>();
    private final Map<String, String> loaded = new LinkedHashMap<>();
    private final List<Unmatched> missing = new ArrayList<>();
    private final List<Unmatched> mismatched = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    private LegacyWeightFile(Model model, LoadWeightsOptions options, LegacyLoading loading) {
        this.model = model;
        this.options = options;
        this.loading = loading;
    }

    /// Whether `path` is a file of this form, whatever its name.
    static boolean isOne(Path path, Limits limits) {
        var name = path.toString();
        if (!name.endsWith(".h5") && !name.endsWith(".hdf5")) {
            return false;
        }
        try (var stream = Files.newInputStream(path)) {
            var start = stream.readNBytes(SIGNATURE);
            if (start.length < SIGNATURE || start[1] != 'H' || start[2] != 'D') {
                return false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
        try (var opened = Hdf5File.open(path, limits)) {
            return weights(opened).attributes().texts(LAYERS).isPresent();
        }
    }

    private static Hdf5Group weights(Hdf5File file) {
        return file.root().group(LegacyFile.WEIGHTS).orElse(file.root());
    }

    static LoadedWeights load(Model model, Path path, LoadWeightsOptions options) {
        try (var opened = Hdf5File.open(path, options.limits())) {
            var weights = weights(opened);
            var loading = new LegacyLoading(LegacyFile.origin(opened.root(), weights), Map.of());
            return new LegacyWeightFile(model, options, loading).run(weights);
        } catch (IllegalArgumentException misfit) {
            throw new IllegalArgumentException(path + ": " + misfit.getMessage(), misfit);
        }
    }

    private LoadedWeights run(Hdf5Group weights) {
        if (options.isFromPyTorch()) {
            throw new IllegalArgumentException("the file is one of Keras, not of PyTorch: leave fromPyTorch() out");
        }
        for (var name : weights.attributes().texts(LAYERS).orElseThrow()) {
            var group = weights.group(name)
                    .orElseThrow(() -> new RefusedFileException("the file lists the layer " + name + ", but has none"));
            var stored = LegacyLoading.stored(group);
            if (!stored.isEmpty()) {
                file.put(name, stored);
            }
        }
        var layers = withWeights(model.layers());
        if (options.isByName()) {
            byName(layers);
        } else {
            inOrder(layers);
        }
        if (!mismatched.isEmpty() && !options.skipsMismatch()) {
            throw new IllegalArgumentException("the file does not fit the model, and no weight was changed: " + result()
                    + "\n  mend   byName() goes by the names of layers,"
                    + " skipMismatch() leaves weights of another shape");
        }
        assignments.forEach(Layer::setWeights);
        return result();
    }

    private LoadedWeights result() {
        var unused = file.keySet().stream()
                .filter(name -> !used.contains(name))
                .map(name -> new Unmatched(name, shapes(name), ""))
                .toList();
        return new LoadedWeights(loaded, missing, mismatched, unused);
    }

    private String shapes(String name) {
        return file.getOrDefault(name, List.of()).stream()
                .map(each -> each.name() + each.tensor().shape())
                .collect(Collectors.joining(", "));
    }

    private static List<Layer> withWeights(List<Layer> layers) {
        return layers.stream().filter(layer -> !layer.weights().isEmpty()).toList();
    }

    private void byName(List<Layer> layers) {
        var byName = new LinkedHashMap<String, String>();
        file.keySet().forEach(name -> byName.put(options.renamed(name), name));
        for (var layer : layers) {
            var name = byName.get(layer.name());
            if (name == null) {
                var close = Spelling.close(layer.name(), file.keySet());
                layer.weights().forEach(each -> missing.add(new Unmatched(each.name(), "" + each.type(), close)));
            } else {
                match(layer, name);
            }
        }
    }

    private void inOrder(List<Layer> layers) {
        var names = List.copyOf(file.keySet());
        var ordered = layers.size() == names.size() ? layers : flat(layers);
        if (ordered.size() != names.size()) {
            throw new IllegalArgumentException("the file has " + names.size() + " layers with weights: " + names
                    + "\n  needs  " + layers.size() + ": "
                    + layers.stream().map(Layer::name).toList()
                    + "\n  mend   byName() goes by the names of layers, and leaves those that the file does not have");
        }
        for (int i = 0; i < names.size(); i++) {
            match(ordered.get(i), names.get(i));
        }
    }

    /// Keras 1 listed the layers of a chain inside a chain in its place.
    private static List<Layer> flat(List<Layer> layers) {
        return layers.stream()
                .flatMap(layer -> layer instanceof Model inside
                        ? flat(withWeights(inside.layers())).stream()
                        : java.util.stream.Stream.of(layer))
                .toList();
    }

    private void match(Layer layer, String name) {
        used.add(name);
        var stored = file.getOrDefault(name, List.of());
        try {
            assignments.putAll(loading.matched(layer, stored));
            var from = stored.stream().map(Stored::name).toList();
            for (int i = 0; i < layer.weights().size(); i++) {
                boolean each = from.size() == layer.weights().size();
                loaded.put(layer.weights().get(i).name(), each ? from.get(i) : String.join(" and ", from));
            }
        } catch (RefusedFileException misfit) {
            mismatched.add(new Unmatched(layer.name(), String.valueOf(misfit.getMessage()), ""));
        }
    }
}
