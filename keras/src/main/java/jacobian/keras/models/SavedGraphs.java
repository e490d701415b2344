package jacobian.keras.models;

import jacobian.engine.graph.Node;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.AdditiveAttention;
import jacobian.keras.layers.Attention;
import jacobian.keras.layers.CallArguments;
import jacobian.keras.layers.GroupQueryAttention;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import jacobian.keras.layers.Masks;
import jacobian.keras.layers.MultiHeadAttention;
import jacobian.keras.layers.RNNCell;
import jacobian.keras.layers.ReversibleEmbedding;
import jacobian.keras.layers.StackedRNNCells;
import jacobian.keras.models.SavedGraph.Call;
import jacobian.keras.models.SavedGraph.Part;
import jacobian.keras.models.SavedGraph.Reference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes the graph of a model as files have it: each call of a layer with Keras' arguments, each computation
/// between layers as functions.
final class SavedGraphs {
    /// The layers that Keras tells the mask of their one input when a graph is made.
    private static final Set<String> MASKED =
            Set.of("TimeDistributed", "GlobalAveragePooling1D", "Softmax", "BatchNormalization", "Lambda");

    /// Those that also take first states.
    private static final Set<String> RECURRENT =
            Set.of("SimpleRNN", "LSTM", "GRU", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "Bidirectional");

    private final Model model;
    private final FunctionalGraph graph;
    private final Map<Layer, Part> parts = new IdentityHashMap<>();
    private final Map<Node, Reference> leaves = new IdentityHashMap<>();
    private final OperationWriter operations;

    SavedGraphs(Model model) {
        this.model = model;
        this.graph = model.graph().orElseThrow();
        var names = new ArrayList<String>();
        graph.calls().forEach(call -> names.add(call.layer().name()));
        this.operations = new OperationWriter(leaves, names);
    }

    SavedGraph graph() {
        var inputs = graph.inputs().stream().map(this::input).toList();
        graph.calls().forEach(this::add);
        var outputs = graph.outputs().stream().map(this::output).toList();
        return new SavedGraph(SavedGraph.sorted(sorted(inputs, true), sorted(outputs, false)), inputs, outputs);
    }

    /// Keras walks dictionaries in the order of their keys.
    private List<Reference> sorted(List<Reference> ends, boolean isInput) {
        if (isInput ? !model.namesInputs() : !model.namesOutputs()) {
            return ends;
        }
        var names = isInput ? model.inputNames() : model.outputNames();
        return IntStream.range(0, ends.size())
                .boxed()
                .sorted((a, b) -> names.get(a).compareTo(names.get(b)))
                .map(ends::get)
                .toList();
    }

    private Reference input(Tensor tensor) {
        var call = LayerCall.from(tensor.node()).orElseThrow();
        // A model may begin with what a layer has made: in files an input of its own stands there.
        var layer = call.layer() instanceof Input
                ? call.layer()
                : Cloning.like(tensor.shape(), tensor.dtype())
                        .name(operations.unusedName(call.layer().name() + "_input"));
        var part = Part.of(layer);
        var reference = new Reference(part, part.add(new Call(List.of(), Map.of())), 0, tensor.type());
        parts.putIfAbsent(layer, part);
        leaves.put(tensor.node(), reference);
        return reference;
    }

    private Reference output(Tensor tensor) {
        if (operations.value(tensor.node()) instanceof Reference reference) {
            return reference;
        }
        throw new IllegalArgumentException(model.name() + " has an output that depends on no input");
    }

    private void add(LayerCall call) {
        if (call.outputs().stream().allMatch(output -> leaves.containsKey(output.node()))) {
            return;
        }
        var part = parts.computeIfAbsent(call.layer(), Part::of);
        int index = part.add(written(call));
        for (int i = 0; i < call.outputs().size(); i++) {
            var output = call.outputs().get(i);
            leaves.putIfAbsent(output.node(), new Reference(part, index, i, output.type()));
        }
    }

    private Call written(LayerCall call) {
        if (call.layer() instanceof OperationLayer) {
            return new Call(
                    list(OperationLayer.positional(call.arguments())), map(OperationLayer.keywords(call.arguments())));
        }
        var keywords = map(call.arguments().values());
        var inputs = list(call.positional());
        var arguments = arguments(call.layer(), inputs, keywords);
        if (isTold(call) && !keywords.containsKey(CallArguments.MASK)) {
            keywords.put(CallArguments.MASK, mask(call));
        }
        if (call.layer() instanceof Model) {
            keywords.putIfAbsent(CallArguments.MASK, nothing(arguments.getFirst()));
        }
        return new Call(arguments, keywords);
    }

    /// What Keras is given by position; what it takes by name goes to `keywords`.
    private static List<@Nullable Object> arguments(
            Layer layer, List<@Nullable Object> inputs, Map<String, @Nullable Object> keywords) {
        return switch (layer) {
            case MultiHeadAttention _ -> inputs;
            case GroupQueryAttention _ -> inputs;
            case Layer sequence when isRecurrent(sequence) -> withStates(inputs, keywords);
            case RNNCell cell when inputs.size() > 1 -> List.of(inputs.getFirst(), states(cell, inputs));
            case Attention _ -> withMasks(inputs, keywords);
            case AdditiveAttention _ -> withMasks(inputs, keywords);
            case ReversibleEmbedding _ -> {
                if (inputs.getFirst() instanceof Reference x && x.type().dtype().isFloating()) {
                    keywords.put("reverse", true);
                }
                yield inputs;
            }
            case Model inner
            when inner.namesInputs() -> {
                var named = new LinkedHashMap<String, @Nullable Object>();
                for (int i = 0; i < inputs.size(); i++) {
                    named.put(inner.inputNames().get(i), inputs.get(i));
                }
                yield one(named);
            }
            default -> inputs.size() == 1 ? inputs : one(inputs);
        };
    }

    /// The states of a cell that is called by itself; a stack has a list for each of its cells.
    private static List<@Nullable Object> states(RNNCell cell, List<@Nullable Object> inputs) {
        var states = inputs.subList(1, inputs.size());
        if (!(cell instanceof StackedRNNCells stack)) {
            return states;
        }
        var each = new ArrayList<@Nullable Object>();
        int from = 0;
        for (var layer : stack.layers()) {
            int to = from + ((RNNCell) layer).stateSize().size();
            each.add(states.subList(from, to));
            from = to;
        }
        return each;
    }

    private static List<@Nullable Object> one(Object value) {
        var list = new ArrayList<@Nullable Object>();
        list.add(value);
        return list;
    }

    private static List<@Nullable Object> withStates(
            List<@Nullable Object> inputs, Map<String, @Nullable Object> keywords) {
        if (inputs.size() > 1) {
            keywords.put("initial_state", inputs.subList(1, inputs.size()));
        }
        return new ArrayList<>(inputs.subList(0, 1));
    }

    private static List<@Nullable Object> withMasks(
            List<@Nullable Object> inputs, Map<String, @Nullable Object> keywords) {
        if (keywords.containsKey("query_mask") || keywords.containsKey("value_mask")) {
            var masks = new ArrayList<@Nullable Object>();
            masks.add(keywords.remove("query_mask"));
            masks.add(keywords.remove("value_mask"));
            keywords.put(CallArguments.MASK, masks);
        }
        return one(inputs);
    }

    /// What Keras writes where it has looked for masks and found none.
    private static @Nullable Object nothing(@Nullable Object argument) {
        return switch (argument) {
            case List<?> list -> list(list.size());
            case Map<?, ?> map -> {
                var nothing = new LinkedHashMap<Object, @Nullable Object>();
                map.keySet().forEach(key -> nothing.put(key, null));
                yield nothing;
            }
            case null, default -> null;
        };
    }

    private static List<@Nullable Object> list(int size) {
        var list = new ArrayList<@Nullable Object>();
        for (int i = 0; i < size; i++) {
            list.add(null);
        }
        return list;
    }

    private @Nullable Object mask(LayerCall call) {
        return Masks.of(call.positional().getFirst())
                .map(mask -> operations.value(mask.node()))
                .orElse(null);
    }

    private static boolean isTold(LayerCall call) {
        return call.positional().size() == 1
                && call.arguments().values().isEmpty()
                && (call.layer() instanceof Model
                        || isTold(call.layer().kerasName())
                                && call.positional().getFirst().dtype()
                                        == call.layer().computeDtype());
    }

    /// Whether `layer` goes along sequences, and may be given first states.
    static boolean isRecurrent(Layer layer) {
        return RECURRENT.contains(layer.kerasName());
    }

    private static boolean isTold(String layer) {
        return MASKED.contains(layer) || RECURRENT.contains(layer);
    }

    private List<@Nullable Object> list(List<?> trees) {
        var list = new ArrayList<@Nullable Object>();
        trees.forEach(each -> list.add(tree(each)));
        return list;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> trees) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        trees.forEach((key, each) -> map.put(String.valueOf(key), tree(each)));
        return map;
    }

    private @Nullable Object tree(@Nullable Object tree) {
        return switch (tree) {
            case Tensor tensor -> operations.value(tensor.node());
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case null, default -> tree;
        };
    }
}
