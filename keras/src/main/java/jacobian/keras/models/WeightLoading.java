package jacobian.keras.models;

import jacobian.keras.layers.LayerState;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.StoredTensor;
import jacobian.keras.saving.WeightGroup;
import jacobian.keras.saving.WeightTable;
import java.util.ArrayList;
import java.util.List;

/// Gives a model the values of a file that Keras or this library has written for it: first everything is found
/// and compared, then everything is assigned.
final class WeightLoading {
    /// What Keras 2.13 called the layers of a model.
    static final String OLD_LAYERS = "_layer_checkpoint_dependencies";

    private final Model model;
    private final WeightTable file;
    private final boolean isOld;
    private final List<Runnable> assignments = new ArrayList<>();

    private WeightLoading(Model model, WeightTable file) {
        this.model = model;
        this.file = file;
        this.isOld = file.places().stream().anyMatch(place -> place.startsWith(OLD_LAYERS));
    }

    /// All that `file` has for `model`.
    static void load(Model model, WeightTable file) {
        var loading = new WeightLoading(model, file);
        var tree = WeightTree.of(model);
        for (var group : tree.groups()) {
            loading.take(group, loading.folder(group));
        }
        loading.optimizer();
        loading.passing(tree);
        loading.assignments.forEach(Runnable::run);
    }

    /// Gives the optimizer of `model` the state that `file` has for it; run later, when all else is known to fit.
    static Runnable optimizer(Model model, WeightTable file) {
        var loading = new WeightLoading(model, file);
        loading.optimizer();
        return () -> loading.assignments.forEach(Runnable::run);
    }

    private String folder(WeightGroup group) {
        var folder = group.folder();
        return isOld && !has(folder) ? folder.replace("layers", OLD_LAYERS) : folder;
    }

    private boolean has(String folder) {
        return file.places().contains(folder + "/0");
    }

    private int count(String folder) {
        int count = 0;
        while (file.places().contains(folder + "/" + count)) {
            count++;
        }
        return count;
    }

    private void take(WeightGroup group, String folder) {
        int count = count(folder);
        if (count != group.tensors().size()) {
            throw new RefusedFileException("the file has " + count + " tensors at " + folder + "\n  needs  "
                    + group.tensors().size() + " for \"" + group.name() + "\": "
                    + group.tensors().stream().map(StoredTensor::name).toList());
        }
        for (int i = 0; i < count; i++) {
            take(group.tensors().get(i), folder + "/" + i);
        }
    }

    private void take(StoredTensor weight, String place) {
        var type = file.type(place);
        if (!type.shape().fixed().equals(weight.type().shape().fixed())) {
            throw new RefusedFileException("the file's tensor at " + place + " is " + type + "\n  needs  "
                    + weight.type() + " for " + weight.name());
        }
        assignments.add(() -> weight.write().accept(file.read(place)));
    }

    // ---- the optimizer ----

    private void optimizer() {
        int count = count(OptimizerTree.PATH + "/vars");
        if (!model.isCompiled() || count == 0) {
            return;
        }
        if (count(OptimizerTree.PATH + "/inner_optimizer/vars") > 0
                && !(model.optimizer() instanceof LossScaleOptimizer)) {
            // Keras tells of the scale around an optimizer by its variables alone.
            model.changeOptimizer(new LossScaleOptimizer(model.optimizer()));
        }
        var optimizer = model.optimizer();
        if (model.trainableWeights().isEmpty()) {
            return;
        }
        optimizer.build(model.trainableWeights());
        var group = OptimizerTree.groups(optimizer, model).getFirst();
        // One that was saved before its first step has not more than counter and learning rate.
        if (count > 2 || group.tensors().size() == count) {
            take(group, group.folder());
        }
    }

    // ---- what Keras loses ----

    private void passing(WeightTree tree) {
        tree.layers().forEach((path, layer) -> {
            var below = WeightTree.join(WeightTree.PASSING, path);
            var random = new WeightGroup(WeightTree.join(below, LayerState.RANDOM), "", List.of());
            if (has(random.folder())) {
                take(random, LayerState.randomState(layer));
            }
            LayerState.passing(layer).forEach((kind, states) -> {
                var group = new WeightGroup(WeightTree.join(below, kind), "", states);
                if (!kind.equals(LayerState.RANDOM) && has(group.folder())) {
                    take(group, states);
                }
            });
        });
    }

    private void take(WeightGroup group, List<StoredTensor> states) {
        for (int i = 0; i < states.size(); i++) {
            take(states.get(i), group.place(i));
        }
    }
}
