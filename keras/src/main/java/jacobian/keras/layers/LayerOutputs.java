package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Collects what layers give, as long as it is open, in the thread that opened it.
///
/// ```java
/// try (var outputs = new LayerOutputs(Model.class::isInstance)) {
///     model.apply(x);
///     outputs.all().forEach(each -> IO.println(each.layer().name() + " " + each.outputs()));
/// }
/// ```
///
/// A layer is seen where all layers around its call are of those that one looks into: with models, the layers of
/// a model and of models inside it, and not the cells and projections that other layers call inside themselves.
public final class LayerOutputs implements AutoCloseable {
    private static final ThreadLocal<@Nullable LayerOutputs> CURRENT = new ThreadLocal<>();

    private final Predicate<Layer> looksInto;
    private final @Nullable LayerOutputs outer = CURRENT.get();
    private final List<LayerOutput> all = new ArrayList<>();

    /// Begins to collect what layers give to those that fulfil `looksInto`, and to nobody.
    public LayerOutputs(Predicate<Layer> looksInto) {
        this.looksInto = looksInto;
        CURRENT.set(this);
    }

    /// The outputs so far, in the order in which layers gave them.
    public List<LayerOutput> all() {
        return List.copyOf(all);
    }

    /// Notes the `outputs` of the layer of `context`, if anybody wants them.
    static void note(CallContext context, List<Tensor> outputs) {
        var current = CURRENT.get();
        if (current != null && !context.symbolic && current.sees(context.outer)) {
            current.all.add(new LayerOutput(context.layer, context.mode, outputs));
        }
    }

    private boolean sees(@Nullable CallContext outer) {
        for (var around = outer; around != null; around = around.outer) {
            if (around.recomputed || !looksInto.test(around.layer)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
