package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Another model of the same graph, with layers of its own; a layer that is shared here is shared there.
final class Cloning {
    private final CloneOptions options;
    private final Map<Layer, Layer> made = new IdentityHashMap<>();

    Cloning(CloneOptions options) {
        this.options = options;
    }

    /// The clone of `model` on the inputs that somebody gave, or on new ones.
    Model of(Model model) {
        return of(model, options.inputTensors());
    }

    private Model of(Model model, List<? extends TensorLike> inputs) {
        var clone = model instanceof Sequential chain ? chain(chain, inputs) : graph(model, inputs);
        clone.name(model.name());
        if (!model.isTrainable()) {
            clone.setTrainable(false);
        }
        return clone;
    }

    private Sequential chain(Sequential model, List<? extends TensorLike> inputs) {
        if (options.callFunction().isPresent() && !options.isRecursive()) {
            throw new IllegalArgumentException(model.name()
                    + " is a Sequential, which lists its layers and does not call them: callFunction is for graphs");
        }
        var clone = new Sequential();
        if (inputs.isEmpty()) {
            model.entry().ifPresent(input -> clone.add(input.copy(input.name())));
        } else if (inputs.size() == 1 && inputs.get(0) instanceof Input input) {
            clone.add(input);
        } else {
            throw new IllegalArgumentException(
                    "inputTensors for a Sequential: needs one Input, not " + inputs.size() + " tensors");
        }
        model.layers().forEach(layer -> clone.add(layer(layer)));
        return clone;
    }

    private Model graph(Model model, List<? extends TensorLike> given) {
        var graph = model.graph()
                .orElseThrow(() -> new UnsupportedOperationException(model.name()
                        + " defines its own call, which cannot be cloned: make another one by its" + " constructor"));
        if (!given.isEmpty() && given.size() != graph.inputs().size()) {
            throw new IllegalArgumentException("inputTensors has " + given.size() + " inputs, but " + model.name()
                    + " has " + graph.inputs().size() + " " + model.inputNames());
        }
        var inputs = IntStream.range(0, graph.inputs().size())
                .mapToObj(i -> given.isEmpty()
                        ? like(graph.inputs().get(i)).tensor()
                        : given.get(i).tensor())
                .toList();
        var outputs = graph.run(inputs, this::repeat);
        return new Model(FunctionalGraph.of(inputs, outputs), model.inputNames(), model.outputNames());
    }

    /// The results of `call` in the clone; a function of the user's is given the inputs without further
    /// arguments.
    private List<Tensor> repeat(LayerCall call, List<Tensor> values) {
        var layer = layer(call.layer());
        return options.callFunction()
                .map(function -> function.apply(
                        layer, values.subList(0, call.positional().size())))
                .orElseGet(() -> call.repeat(layer, values));
    }

    /// An input like the one that `tensor` stands for.
    private static Input like(Tensor tensor) {
        var layer = LayerCall.from(tensor.node()).orElseThrow().layer();
        return layer instanceof Input input
                ? input.copy(input.name())
                : like(tensor.shape(), tensor.dtype()).name(layer.name());
    }

    /// An input for batches of shape `shape`.
    static Input like(Shape shape, DType dtype) {
        var sizes = IntStream.range(1, shape.rank())
                .map(i -> shape.dim(i).isFixed() ? shape.dim(i).size() : Shape.ANY)
                .toArray();
        return new Input(sizes).dtype(dtype);
    }

    private Layer layer(Layer layer) {
        var known = made.get(layer);
        if (known != null) {
            return known;
        }
        var clone = layer instanceof Model inner
                        && options.isRecursive()
                        && inner.graph().isPresent()
                ? of(inner, List.of())
                : options.cloneFunction().apply(layer);
        made.put(layer, clone);
        return clone;
    }
}
