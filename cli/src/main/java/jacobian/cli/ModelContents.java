package jacobian.cli;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Models;
import jacobian.keras.saving.Npz;
import jacobian.keras.saving.Safetensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What is in a file of a model or of weights: settings, and tensors by their places.
///
/// @param config the settings; empty where the file holds weights alone
/// @param names what tensors are called, by their places, where the file says
/// @param optimizer the state of the optimizer
/// @param state what random layers go on from
record ModelContents(
        Optional<Map<String, Object>> config,
        Map<String, String> names,
        SequencedMap<String, Tensor> weights,
        SequencedMap<String, Tensor> optimizer,
        SequencedMap<String, Tensor> state) {
    private static final String OPTIMIZER = "optimizer/";
    private static final String STATE = "jacobian/";

    static ModelContents of(ModelFile file) {
        ArrayFile.checkThere(file.path());
        return file.kind().isWhole() ? whole(file) : weights(file);
    }

    private static ModelContents whole(ModelFile file) {
        var stored = StoredModel.load(file);
        var names = new LinkedHashMap<String, String>();
        var weights = new LinkedHashMap<String, Tensor>();
        var optimizer = new LinkedHashMap<String, Tensor>();
        var state = new LinkedHashMap<String, Tensor>();
        for (var group : Models.weightGroups(stored.model())) {
            for (int i = 0; i < group.tensors().size(); i++) {
                var place = group.place(i);
                var tensor = group.tensors().get(i);
                var part = place.startsWith(OPTIMIZER) ? optimizer : place.startsWith(STATE) ? state : weights;
                part.put(place, tensor.value());
                names.put(place, tensor.name());
            }
        }
        return new ModelContents(Optional.of(stored.config()), names, weights, optimizer, state);
    }

    private static ModelContents weights(ModelFile file) {
        var weights = new LinkedHashMap<String, Tensor>();
        try (var table = Models.openWeights(file.path())) {
            table.places().forEach(place -> weights.put(place, table.read(place)));
        }
        return new ModelContents(Optional.empty(), Map.of(), weights, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /// Writes weights alone.
    static void write(ModelFile file, SequencedMap<String, Tensor> weights) {
        if (file.kind() == ModelFile.Kind.NPZ) {
            Npz.write(file.path(), weights);
        } else {
            Safetensors.write(file.path(), weights);
        }
    }

    /// What the tensor at `place` is called: its name where it has one of its own, else the place.
    String title(String place) {
        var name = names.getOrDefault(place, place);
        boolean own = names.values().stream().filter(name::equals).count() == 1;
        return own ? name : place;
    }
}
