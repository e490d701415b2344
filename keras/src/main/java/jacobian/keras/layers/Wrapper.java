package jacobian.keras.layers;

import jacobian.engine.shape.TensorType;
import jacobian.keras.config.Setting;
import java.util.List;

/// The base of layers that hold another layer and do something around it.
///
/// ```java
/// final class Residual extends Wrapper<Residual> {
///     Residual(FluentLayer<?> layer) { super(layer); }
///     protected Tensor call(Tensor x, Call call) { return x.add(layer().apply(x)); }
/// }
/// ```
///
/// The layer inside is built with the wrapper, for the same input, and its weights are the wrapper's.
///
/// @param <L> the wrapper itself
public abstract class Wrapper<L extends Wrapper<L>> extends FluentLayer<L> {
    @SuppressWarnings("this-escape") // declaring and setting an option looks at nothing of a subclass
    private final Setting<FluentLayer<?>> layer = required("layer", Layer.class);

    /// Wraps `layer`, which is used nowhere else.
    @SuppressWarnings("this-escape")
    protected Wrapper(FluentLayer<?> layer) {
        set(this.layer, layer);
    }

    /// The layer inside.
    public final FluentLayer<?> layer() {
        return value(layer);
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        track("layer", layer()).ensureBuilt(inputs);
    }

    @Override
    protected boolean rebuildsLayers() {
        return true;
    }
}
