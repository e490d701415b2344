package jacobian.keras.models;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Spelling;
import jacobian.keras.models.LoadedWeights.Unmatched;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.WeightTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Gives the weights of a model the tensors of a file. Nothing is changed before all is found and fits.
final class WeightMatching {
    private static final String BATCHES_SEEN = "num_batches_tracked";

    /// What files keep beside weights.
    private static final List<String> OTHER_STATE = List.of(OptimizerTree.PATH + "/", WeightTree.PASSING);

    private final Model model;
    private final WeightTable file;
    private final LoadWeightsOptions options;
    private final List<NamedWeight> weights;
    private final List<WeightSource> sources;

    /// The tensors of the file by their names in one form: renamed, parts joined by slashes.
    private final Map<String, String> given = new LinkedHashMap<>();

    private final Set<String> used = new LinkedHashSet<>();
    private final Map<NamedWeight, Tensor> values = new LinkedHashMap<>();
    private final Map<String, String> loaded = new LinkedHashMap<>();
    private final List<Unmatched> missing = new ArrayList<>();
    /// The names that the file lacks.
    private final Set<String> lacking = new LinkedHashSet<>();
    private final List<Unmatched> mismatched = new ArrayList<>();

    WeightMatching(Model model, WeightTable file, LoadWeightsOptions options) {
        this.model = model;
        this.file = file;
        this.options = options;
        this.weights = NamedWeight.of(model);
        for (var name : file.places()) {
            var former = given.put(form(options.renamed(name)), name);
            if (former != null) {
                throw new IllegalArgumentException("the tensors " + former + " and " + name
                        + " of the file have one name after renaming, " + options.renamed(name));
            }
        }
        var torch = new TorchWeights(model);
        this.sources = weights.stream()
                .map(each -> options.isFromPyTorch() ? torch.source(each) : keras(each))
                .toList();
    }

    /// A dot joins parts as a slash does, and TensorFlow's `:0` says nothing.
    private static String form(String name) {
        return (name.endsWith(":0") ? name.substring(0, name.length() - 2) : name).replace('.', '/');
    }

    /// The weight's place, or its name, with or without that of the model.
    private WeightSource keras(NamedWeight weight) {
        var path = form(weight.path());
        var names = Stream.of(
                path, form(model.name()) + "/" + path, form(weight.tensor().name()));
        var places = Stream.of(weight.place(), weight.place().replaceFirst("^layers/", WeightLoading.OLD_LAYERS + "/"));
        var all = options.isByName() ? names : Stream.concat(places, names);
        return WeightSource.same(all.filter(given::containsKey).findFirst().orElse(path));
    }

    LoadedWeights run() {
        for (int i = 0; i < weights.size(); i++) {
            match(weights.get(i), sources.get(i));
        }
        var result = new LoadedWeights(loaded, missing, mismatched, unused());
        boolean isRefused =
                !missing.isEmpty() && !options.isByName() || !mismatched.isEmpty() && !options.skipsMismatch();
        if (isRefused) {
            throw new IllegalArgumentException("the file does not fit the model, and no weight was changed: " + result
                    + "\n  mend   rename(from, to) brings names together, byName() leaves weights that the file does"
                    + " not have, skipMismatch() those of another shape"
                    + (options.isFromPyTorch() ? "" : ", fromPyTorch() reads the names of PyTorch's modules"));
        }
        boolean isWhole = !options.isByName() && !options.isFromPyTorch() && mismatched.isEmpty();
        Runnable optimizer = isWhole ? WeightLoading.optimizer(model, file) : () -> {};
        values.forEach((weight, value) -> weight.tensor().write().accept(value));
        optimizer.run();
        return result;
    }

    private void match(NamedWeight weight, WeightSource source) {
        if (!given.keySet().containsAll(source.names())) {
            var sought = source.names().stream()
                    .filter(name -> !given.containsKey(name))
                    .toList()
                    .getFirst();
            lacking.add(sought);
            var type = String.valueOf(weight.tensor().type());
            missing.add(new Unmatched(weight.path(), type, close(sought, unclaimed())));
            return;
        }
        used.addAll(source.names());
        var names = source.names().stream()
                .map(name -> String.valueOf(given.get(name)))
                .toList();
        var found = names.stream().map(file::read).toList();
        try {
            var value = source.value().apply(found);
            var needed = weight.tensor().type().shape();
            if (!Arrays.equals(value.shape().sizes(), needed.sizes())) {
                throw new ShapeException(value.shape() + " where " + needed + " is needed");
            }
            values.put(weight, value);
            loaded.put(weight.path(), String.join(" and ", names));
        } catch (ShapeException wrong) {
            mismatched.add(new Unmatched(weight.path(), names + " gives " + wrong.getMessage(), ""));
        }
    }

    /// The tensors that no weight asks for.
    private List<String> unclaimed() {
        var claimed = new LinkedHashSet<String>();
        sources.forEach(each -> claimed.addAll(each.names()));
        return given.keySet().stream()
                .filter(name -> !claimed.contains(name))
                .map(name -> String.valueOf(given.get(name)))
                .toList();
    }

    private List<Unmatched> unused() {
        return given.entrySet().stream()
                .filter(each -> !used.contains(each.getKey()))
                .filter(each -> options.isFromPyTorch() || OTHER_STATE.stream().noneMatch(each.getKey()::startsWith))
                .filter(each -> !options.isFromPyTorch() || !each.getKey().endsWith(BATCHES_SEEN))
                .map(each -> new Unmatched(each.getValue(), type(each.getValue()), close(each.getKey(), lacking)))
                .toList();
    }

    private String type(String name) {
        try {
            return String.valueOf(file.type(name));
        } catch (RefusedFileException unknown) {
            return "of a type that tensors cannot hold";
        }
    }

    private static String close(String name, Collection<String> names) {
        return names.isEmpty() ? "" : Spelling.close(name, names);
    }
}
