package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.CallArguments;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.ReversibleEmbedding;
import jacobian.keras.saving.RefusedFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call of a layer as a file has it, with Python's arguments by position and by name.
final class GraphCall {
    /// What Python may pass by name as well, in the order of the positions.
    private static final List<String> INPUTS =
            List.of("inputs", "x", "sequences", "sequence", "input_tensor", "query", "value", "key");

    /// What is said by other means here: the mode of a graph is that of the model around it, in Keras too.
    private static final Set<String> MEANINGLESS = Set.of("training");

    private GraphCall() {}

    /// The symbolic results.
    static List<Tensor> of(Layer layer, List<@Nullable Object> arguments, Map<String, @Nullable Object> keywords) {
        var inputs = new ArrayList<Tensor>();
        arguments.forEach(each -> add(layer, each, inputs));
        for (var name : INPUTS) {
            if (keywords.containsKey(name)) {
                add(layer, keywords.get(name), inputs);
            }
        }
        if (keywords.get("initial_state") != null) {
            add(layer, keywords.get("initial_state"), inputs);
        }
        return layer.applyAll(inputs, new CallArguments(rest(layer, keywords)));
    }

    private static void add(Layer layer, @Nullable Object argument, List<Tensor> inputs) {
        switch (argument) {
            case Tensor tensor -> inputs.add(tensor);
            case List<?> list -> list.forEach(each -> add(layer, each, inputs));
            case Map<?, ?> map
            when layer instanceof Model model -> model.inputNames().forEach(name -> add(layer, map.get(name), inputs));
            case null -> {}
            default ->
                throw new RefusedFileException(
                        "the file calls " + layer.name() + " with " + argument + "\n  needs  tensors");
        }
    }

    private static Map<String, Object> rest(Layer layer, Map<String, @Nullable Object> keywords) {
        var rest = new LinkedHashMap<String, Object>();
        keywords.forEach((name, value) -> {
            if (value == null || INPUTS.contains(name) || MEANINGLESS.contains(name) || name.equals("initial_state")) {
                return;
            }
            boolean isKnown = layer instanceof ReversibleEmbedding && name.equals("reverse");
            boolean isNothing = name.equals(CallArguments.MASK) && isNothing(value);
            if (!isKnown && !isNothing) {
                rest.put(name, value);
            }
        });
        return rest;
    }

    /// Whether masks were looked for and none was found.
    private static boolean isNothing(@Nullable Object mask) {
        return switch (mask) {
            case null -> true;
            case List<?> list -> list.stream().allMatch(GraphCall::isNothing);
            case Map<?, ?> map -> map.values().stream().allMatch(GraphCall::isNothing);
            default -> false;
        };
    }
}
