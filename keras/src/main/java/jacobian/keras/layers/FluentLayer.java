package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.config.Setting;
import jacobian.keras.regularizers.Regularizer;
import java.util.Optional;

/// The base of all layers, built-in and users' own: settings return the layer itself.
///
/// @param <L> the layer itself
public abstract class FluentLayer<L extends FluentLayer<L>> extends Layer {
    @SuppressWarnings("this-escape") // declaring a setting looks at nothing of a subclass
    private final Setting<Regularizer> activityRegularizer = optional("activity_regularizer", Regularizer.class);

    /// Gives `setting` its value.
    protected final <T> L set(Setting<T> setting, T value) {
        put(setting, value);
        return self();
    }

    @SuppressWarnings("unchecked")
    private L self() {
        return (L) this;
    }

    /// Sets the name; without one it is made from the class: `dense`, `dense_1`, ...
    public L name(String name) {
        putName(name);
        return self();
    }

    /// Sets the element type of weights, computations and results; [Config#dtypePolicy] says it unless set.
    public L dtype(DType dtype) {
        return dtype(DTypePolicy.of(dtype));
    }

    /// Sets the element types of weights and of computations; [Config#dtypePolicy] says them unless set.
    public L dtype(DTypePolicy policy) {
        putDtypePolicy(policy);
        return self();
    }

    /// As [#dtype(DTypePolicy)], by name: `"mixed_bfloat16"`.
    public L dtype(String policy) {
        return dtype(new DTypePolicy(policy));
    }

    /// Sets a penalty on the result, divided by the batch size.
    public L activityRegularizer(Regularizer regularizer) {
        return set(activityRegularizer, regularizer);
    }

    @Override
    protected Optional<Regularizer> activityRegularizer() {
        return find(activityRegularizer);
    }

    /// Sets whether floating inputs and weights are cast to the type of computation; they are unless set.
    public L autocast(boolean autocast) {
        putAutocast(autocast);
        return self();
    }

    /// A layer of the same settings with weights of its own, not made yet. A name that was set is kept.
    @SuppressWarnings("unchecked")
    public L copy() {
        return (L) duplicate();
    }

    /// As [#copy()], called `name`.
    @SuppressWarnings("unchecked")
    public L copy(String name) {
        var copy = (L) duplicate();
        copy.rename(name);
        return copy;
    }
}
