package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of layers that are going on in this thread, the innermost first: what a layer called inside
/// another one inherits.
final class CallContext {
    record AddedLoss(Layer layer, Tensor loss) {}

    /// A value that takes the place of a weight of a layer inside.
    record Substitute(Layer layer, String weight, Tensor value) {}

    private static final ThreadLocal<@Nullable CallContext> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable CallContext> LAST = new ThreadLocal<>();

    final Mode mode;
    final Layer layer;
    final @Nullable CallContext outer;

    @Nullable
    Substitute substitute;

    /// Whether the call serves to connect a functional graph.
    boolean symbolic;

    /// Whether a layer here or around computes all of this again in the gradient.
    boolean recomputed;

    /// Of all layers called inside the outermost one.
    final List<AddedLoss> losses;

    private CallContext(Mode mode, Layer layer, @Nullable CallContext outer) {
        this.mode = mode;
        this.layer = layer;
        this.outer = outer;
        this.losses = outer == null ? new ArrayList<>() : outer.losses;
        this.symbolic = outer != null && outer.symbolic;
        this.recomputed = outer != null && outer.recomputed;
    }

    static @Nullable CallContext current() {
        return CURRENT.get();
    }

    /// Begins a call of `layer`; its mode is that of the layer around it unless `mode` says another.
    static CallContext enter(Layer layer, @Nullable Mode mode) {
        var outer = CURRENT.get();
        if (outer != null && !outer.layer.contains(layer)) {
            throw new IllegalStateException(
                    outer.layer + " calls " + layer + ", which it does not track: its weights would never be"
                            + " trained nor saved; declare it as track(\"" + layer.name() + "\", ...)");
        }
        var inherited = outer == null ? Mode.INFERENCE : outer.mode;
        var context = new CallContext(mode == null ? inherited : mode, layer, outer);
        CURRENT.set(context);
        return context;
    }

    /// What the layer around `layer` has put in the place of its weight `name`.
    static Optional<Tensor> substitute(Layer layer, String name) {
        var context = CURRENT.get();
        var outer = context == null || context.layer != layer ? null : context.outer;
        var given = outer == null ? null : outer.substitute;
        return given != null && given.layer() == layer && given.weight().equals(name)
                ? Optional.of(given.value())
                : Optional.empty();
    }

    void leave() {
        if (outer != null) {
            CURRENT.set(outer);
        } else {
            CURRENT.remove();
            LAST.set(losses.isEmpty() ? null : this);
        }
    }

    void addLoss(Layer from, Tensor loss) {
        losses.add(new AddedLoss(from, loss));
    }

    /// Drops what a call on symbols has added.
    void forgetLosses() {
        losses.removeIf(added -> LayerCall.isSymbolic(added.loss()));
    }

    /// The losses that `layer` and those inside it have added in the outermost call that this thread made last.
    static List<Tensor> added(Layer layer) {
        var last = CURRENT.get() == null ? LAST.get() : CURRENT.get();
        return last == null
                ? List.of()
                : last.losses.stream()
                        .filter(each -> each.layer() == layer || layer.contains(each.layer()))
                        .map(AddedLoss::loss)
                        .toList();
    }
}
