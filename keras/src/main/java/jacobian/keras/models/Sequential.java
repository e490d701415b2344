package jacobian.keras.models;

import jacobian.engine.shape.TensorType;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A chain of layers, each taking what the one before it gives.
///
/// ```java
/// var model = new Sequential(
///         new Input(28, 28, 1),
///         new Conv2D(32, 3).activation(RELU),
///         new MaxPooling2D(2),
///         new Flatten(),
///         new Dense(10).activation(SOFTMAX));
/// ```
///
/// With an [Input] the weights are made at once and a layer that does not fit is refused as it is added; without
/// one
/// they are made at the first call.
public final class Sequential extends Model {
    private final List<Layer> chain = new ArrayList<>();
    private @Nullable Input input;

    public Sequential(Layer... layers) {
        for (var layer : layers) {
            add(layer);
        }
    }

    /// Puts `layer` at the end.
    public Sequential add(Layer layer) {
        if (layer instanceof Input first) {
            if (input != null || !chain.isEmpty()) {
                throw new IllegalArgumentException(first + " must come first and once, but the model has " + layers());
            }
            input = first;
            return this;
        }
        if (layer == this) {
            throw new IllegalArgumentException(name() + " cannot be a layer of itself");
        }
        if (chain.contains(layer)) {
            throw new IllegalArgumentException(
                    layer + " is in this model already: use copy() for another layer of its settings");
        }
        if (chain.stream().anyMatch(other -> other.name().equals(layer.name()))) {
            throw new IllegalArgumentException(
                    "two layers are called \"" + layer.name() + "\": give one of them another name");
        }
        track(layer.name(), layer);
        chain.add(layer);
        connectChain();
        return this;
    }

    /// Takes the last layer away and returns it.
    public Layer pop() {
        if (chain.isEmpty()) {
            throw new IllegalStateException(name() + " has no layers");
        }
        var last = chain.removeLast();
        untrack(last);
        connectChain();
        return last;
    }

    /// What the chain starts with; empty before that is known.
    Optional<Input> entry() {
        return Optional.ofNullable(input);
    }

    /// A chain that begins with a model takes what that one takes.
    private void startAsFirst() {
        if (input == null
                && chain.size() > 1
                && chain.get(0) instanceof Model first
                && first.inputs().size() == 1) {
            var taken = first.inputs().get(0);
            input = Cloning.like(taken.shape(), taken.dtype());
        }
    }

    /// Lets the symbols run through the layers, if it is known what they start with.
    private void connectChain() {
        startAsFirst();
        var start = input;
        if (start == null || chain.isEmpty()) {
            return;
        }
        var known = calls();
        var inputs = List.of(start.tensor());
        var x = inputs;
        for (var layer : chain) {
            var from = x;
            // A layer that is connected already keeps its call.
            x = known.stream()
                    .filter(call -> call.layer() == layer && call.inputs().equals(from))
                    .findFirst()
                    .orElseGet(() -> LayerCall.of(layer, from))
                    .outputs();
        }
        connect(
                FunctionalGraph.of(inputs, x),
                List.of(start.name()),
                List.of(chain.getLast().name()));
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        if (input == null) {
            if (chain.isEmpty()) {
                throw new IllegalStateException(name() + " has no layers: add some before calling it");
            }
            var shape = inputs.get(0).shape();
            input = Cloning.like(shape, inputs.get(0).dtype());
            connectChain();
        }
    }

    /// The layers in order, without the [Input].
    @Override
    public List<Layer> layers() {
        return List.copyOf(chain);
    }

    @Override
    boolean isGraph() {
        return true;
    }

    @Override
    List<Layer> summaryLayers() {
        return layers();
    }

    @Override
    public boolean isBuilt() {
        return !calls().isEmpty();
    }

    @Override
    public Sequential name(String name) {
        super.name(name);
        return this;
    }

    @Override
    public String kerasName() {
        return "Sequential";
    }
}
