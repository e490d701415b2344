package jacobian.keras.layers;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.saving.StoredTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What files keep of a layer.
public final class LayerState {
    /// The name of the state of random numbers in [#passing].
    public static final String RANDOM = "seed_generator";

    private LayerState() {}

    /// The layer's own weights as Keras writes them: those that can be trained, then the others, a low-rank
    /// adaptation added to the weight that it adapts. Weights of layers inside are not among them.
    public static List<StoredTensor> weights(Layer layer) {
        var lora = layer.lora().filter(each -> each.isEnabled(layer));
        return layer.contents()
                .own()
                .filter(weight -> lora.isEmpty() || !lora.get().isPart(weight.name()))
                .map(weight -> lora.isPresent() && lora.get().weight().equals(weight.name())
                        ? adapted(layer, weight.variable(), lora.get())
                        : stored(weight.variable()))
                .toList();
    }

    private static StoredTensor stored(Variable variable) {
        return new StoredTensor(variable.name(), type(variable), variable::tensor, value -> assign(variable, value));
    }

    private static StoredTensor adapted(Layer layer, Variable variable, Lora lora) {
        return new StoredTensor(variable.name(), type(variable), () -> lora.merged(layer), value -> {
            assign(variable, value);
            lora.reset(layer);
        });
    }

    private static TensorType type(Variable variable) {
        return new TensorType(variable.dtype(), variable.shape());
    }

    private static void assign(Variable variable, Tensor value) {
        variable.assign(value.cast(variable.dtype()));
    }

    /// The layers inside by the names under which they are tracked: in Keras the names of fields, where `cells/0`
    /// is the first of a list.
    public static Map<String, Layer> parts(Layer layer) {
        return Collections.unmodifiableMap(layer.contents().layers());
    }

    /// What Keras' files lose of the layer itself, if it has it: `seed_generator`, the state of its random
    /// numbers, and `states`, what a stateful layer keeps from batch to batch.
    public static Map<String, List<StoredTensor>> passing(Layer layer) {
        var passing = new LinkedHashMap<String, List<StoredTensor>>();
        if (!layer.randomVariables().isEmpty()) {
            passing.put(RANDOM, randomState(layer));
        }
        if (!layer.keptStates().isEmpty()) {
            passing.put("states", keptStates(layer));
        }
        return passing;
    }

    /// The types of the inputs for which the weights of `layer` were made; none where they are not.
    public static List<TensorType> builtFor(Layer layer) {
        return layer.builtFor();
    }

    /// What a stateful layer keeps from batch to batch.
    public static List<StoredTensor> keptStates(Layer layer) {
        return layer.keptStates().stream().map(LayerState::stored).toList();
    }

    /// The state of the random numbers of a layer, which it may not have drawn yet.
    public static List<StoredTensor> randomState(Layer layer) {
        return layer.random().variables().stream().map(LayerState::stored).toList();
    }
}
