package jacobian.keras.models;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.callbacks.CallbackList;
import jacobian.keras.config.Seeds;
import jacobian.keras.saving.AtomicFile;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.StoredTensor;
import jacobian.keras.saving.WeightGroup;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.saving.hdf5.Hdf5Group;
import jacobian.keras.saving.hdf5.Hdf5Weights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A run of `fit` in a file, from which it goes on to the same bits.
///
/// Weights and the optimizer are where Keras' `.weights.h5` has them, so that Keras reads the file too; the
/// rest is under `jacobian` and `jacobian_run`, which Keras passes over: random and recurrent states, the
/// metrics of a begun epoch, tensors of callbacks, and everything that is no tensor as one text of JSON.
final class RunBackup {
    private static final System.Logger LOG = System.getLogger(RunBackup.class.getName());
    private static final String OWN = "jacobian_run";
    private static final String TEXT = OWN + "/run";
    private static final String CALLBACK_TENSORS = OWN + "/callbacks/vars";

    private final Trainer trainer;
    private final History history;
    private final CallbackList callbacks;

    RunBackup(Trainer trainer, History history, CallbackList callbacks) {
        this.trainer = trainer;
        this.history = history;
        this.callbacks = callbacks;
    }

    // ---- what is kept ----

    private List<WeightGroup> groups() {
        var model = trainer.model();
        var tree = WeightTree.of(model);
        var groups = new ArrayList<>(tree.groups());
        long kept = groups.stream().mapToLong(group -> group.tensors().size()).sum();
        if (kept != model.weights().size()) {
            // Keras adds up a weight and its low-rank adaptation; a run that goes on needs them apart.
            groups.add(group("weights", model.weights().stream()));
        }
        groups.addAll(tree.passing());
        var optimizers = trainer.optimizers();
        for (int i = 0; i < optimizers.size(); i++) {
            if (optimizers.get(i) == trainer.optimizer()) {
                groups.addAll(OptimizerTree.groups(optimizers.get(i)));
            } else {
                var variables = optimizers.get(i).variables();
                groups.add(new WeightGroup(
                        OWN + "/optimizer_" + i,
                        optimizers.get(i).name(),
                        variables.stream()
                                .map(each -> stored(each.name(), each.tensor().type(), each::tensor, each::assign))
                                .toList()));
            }
        }
        var metrics = trainer.objective().logs().values();
        groups.add(group("metrics", metrics.stream().flatMap(each -> each.variables().stream())));
        return groups;
    }

    private static StoredTensor stored(String name, TensorType type, Supplier<Tensor> read, Consumer<Tensor> write) {
        return new StoredTensor(name, type.withShape(type.shape().fixed()), read, write);
    }

    private static WeightGroup group(String name, Stream<Variable> variables) {
        return new WeightGroup(
                OWN + "/" + name,
                name,
                variables
                        .distinct()
                        .map(each -> stored(each.name(), each.type(), each::tensor, each::assign))
                        .toList());
    }

    // ---- writing ----

    void write(Path file, RunPoint point) {
        var writer = Hdf5Weights.writer(groups());
        var tensors = new ArrayList<Tensor>();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("point", point.tree());
        tree.put("history", history.tree());
        tree.put("callbacks", CallbackTree.pack(callbacks.state(), tensors));
        for (int i = 0; i < tensors.size(); i++) {
            writer.root().dataset(CALLBACK_TENSORS + "/" + i, tensors.get(i));
        }
        writer.root().dataset(TEXT, List.of(Json.write(tree)));
        AtomicFile.write(file, writer::write);
        // What Keras looks at to know the epoch; this run does not need it.
        var metadata = Json.write(point.kerasTree());
        AtomicFile.write(
                file.resolveSibling("training_metadata.json"),
                out -> out.write(metadata.getBytes(StandardCharsets.UTF_8)));
    }

    // ---- reading ----

    /// Brings the run to where the first of `files` that is there and whole has it.
    Optional<RunPoint> read(List<Path> files) {
        @Nullable RefusedFileException refused = null;
        for (var path : files) {
            if (Files.exists(path)) {
                try (var file = Hdf5File.open(path)) {
                    return Optional.of(read(file.root()));
                } catch (RefusedFileException broken) {
                    refused = refused == null ? broken.in(path.toString()) : refused;
                    LOG.log(System.Logger.Level.WARNING, "{0} cannot be read: {1}", path, broken.getMessage());
                }
            }
        }
        if (refused != null) {
            throw refused;
        }
        return Optional.empty();
    }

    private RunPoint read(Hdf5Group root) {
        var text = root.dataset(TEXT)
                .orElseThrow(() -> new RefusedFileException("this is no backup of a run: it has no " + TEXT
                        + "; loadWeights reads weights that Keras has written"))
                .texts();
        var tree = Json.readObject(String.join("", text), Limits.standard());
        var values = new LinkedHashMap<StoredTensor, Tensor>();
        for (var group : groups()) {
            for (int i = 0; i < group.tensors().size(); i++) {
                var tensor = group.tensors().get(i);
                values.put(tensor, value(root, group.place(i), tensor));
            }
        }
        var point = RunPoint.of(map(tree, "point"));
        var states = CallbackTree.unpack(
                map(tree, "callbacks"),
                i -> root.dataset(CALLBACK_TENSORS + "/" + i)
                        .orElseThrow(
                                () -> new RefusedFileException("the backup has no tensor of a callback, number " + i))
                        .tensor());
        values.forEach((tensor, value) -> tensor.write().accept(value));
        history.restore(map(tree, "history"));
        callbacks.restoreState(states);
        Seeds.restore(point.seeds());
        return point;
    }

    @SuppressWarnings("unchecked") // trees have texts as keys
    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> tree, String key) {
        if (tree.get(key) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new RefusedFileException("the backup of the run does not tell " + key);
    }

    private static Tensor value(Hdf5Group root, String place, StoredTensor tensor) {
        var needed = tensor.type().shape();
        var found = root.dataset(place)
                .orElseThrow(() -> other("has nothing at " + place + ", where the run has " + tensor.name()))
                .tensor();
        if (!Arrays.equals(found.shape().sizes(), needed.sizes())) {
            throw other("has " + found.shape() + " at " + place + ", where " + tensor.name() + " is " + needed);
        }
        return found;
    }

    private static IllegalArgumentException other(String what) {
        return new IllegalArgumentException("the backup is of another model or another way to train it: it " + what
                + "; delete it, or give this run another folder");
    }
}
