package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Layer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// What [Model#cloneModel] takes beside the model: `Model.cloneModel(model, clone -> clone.recursive(true))`.
public final class CloneOptions {
    private UnaryOperator<Layer> cloneFunction = CloneOptions::copy;
    private Optional<BiFunction<Layer, List<Tensor>, List<Tensor>>> callFunction = Optional.empty();
    private boolean recursive;
    private List<? extends TensorLike> inputTensors = List.of();

    CloneOptions() {}

    private static Layer copy(Layer layer) {
        if (layer instanceof FluentLayer<?> fluent) {
            return fluent.copy(layer.name());
        }
        throw new UnsupportedOperationException(layer + " has no copy(): say how to clone it by cloneFunction");
    }

    /// Sets what stands in the clone for each layer, Inputs apart: a copy without weights unless set.
    public CloneOptions cloneFunction(UnaryOperator<Layer> cloneFunction) {
        this.cloneFunction = cloneFunction;
        return this;
    }

    /// Sets how the layers of the clone are called, so that others can be put before or after them: given the
    /// layer
    /// and
    /// its inputs, the results. For models that are graphs, not for a Sequential.
    public CloneOptions callFunction(BiFunction<Layer, List<Tensor>, List<Tensor>> callFunction) {
        this.callFunction = Optional.of(callFunction);
        return this;
    }

    /// Sets whether the functions are given the layers of models inside too, rather than such a model as one
    /// layer;
    /// they are not unless set.
    public CloneOptions recursive(boolean recursive) {
        this.recursive = recursive;
        return this;
    }

    /// Sets the inputs of the clone; new ones like those of the model unless set.
    public CloneOptions inputTensors(TensorLike... inputs) {
        this.inputTensors = List.of(inputs);
        return this;
    }

    UnaryOperator<Layer> cloneFunction() {
        return cloneFunction;
    }

    Optional<BiFunction<Layer, List<Tensor>, List<Tensor>>> callFunction() {
        return callFunction;
    }

    boolean isRecursive() {
        return recursive;
    }

    List<? extends TensorLike> inputTensors() {
        return inputTensors;
    }
}
