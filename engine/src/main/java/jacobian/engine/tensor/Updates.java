package jacobian.engine.tensor;

import jacobian.engine.graph.Node;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// New values for several variables, given to all of them at one moment by one program: an optimizer's step, a
/// swap.
public final class Updates {
    private final Map<Store, Node> values = new LinkedHashMap<>();

    /// Collects and gives new values. Tensors made inside the lambda serve the assignment alone: they read the
    /// old values, and once it is done they can no longer be read.
    public static void with(Consumer<Updates> body) {
        var updates = new Updates();
        Gradients.enter();
        try {
            body.accept(updates);
        } finally {
            Gradients.leave();
        }
        updates.apply();
    }

    /// Notes that `variable` gets the value of `value`, which has its shape and dtype.
    public Updates set(Variable variable, TensorLike value) {
        var node = checked(variable.toString(), variable.type(), value.tensor().node());
        var store = variable.store();
        var whole = values.containsKey(store) ? values.get(store) : store.node();
        values.put(store, variable.stored(node, whole));
        return this;
    }

    /// Notes that all variables of `group` get the values of one vector.
    public Updates set(FlatVariables group, Tensor value) {
        values.put(
                group.store(),
                checked("the group of " + group.variables().size() + " variables", group.type(), value.node()));
        return this;
    }

    private static Node checked(String name, TensorType type, Node value) {
        boolean fits =
                value.dtype() == type.dtype() && value.rank() == type.shape().rank();
        for (int i = 0; fits && i < value.rank(); i++) {
            fits = value.shape().dim(i).agrees(type.shape().dim(i));
        }
        if (!fits) {
            throw new ShapeException("cannot assign " + value.type() + " to " + name + " of " + type);
        }
        return value;
    }

    /// Gives the values. In a trace they are noted as part of the program; otherwise what is pending runs now.
    public void apply() {
        var trace = Trace.active();
        if (trace != null) {
            values.forEach(trace::assign);
        } else {
            Evaluation.update(values);
        }
        values.clear();
    }
}
