package jacobian.engine.tensor;

import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// Several variables of one type as one vector, their elements one after the other in one piece of memory: what
/// an optimizer updates in one pass, and an all-reduce sends in one message.
public final class FlatVariables {
    private final List<Variable> variables;
    private final Store store;
    private final TensorType type;

    private FlatVariables(List<Variable> variables, Store store, TensorType type) {
        this.variables = variables;
        this.store = store;
        this.type = type;
    }

    /// Moves `variables`, all of one dtype and none of them in a group already, into one piece of memory. Their
    /// values stay.
    public static FlatVariables of(List<Variable> variables) {
        var dtype = variables.get(0).dtype();
        var parts =
                variables.stream().map(variable -> variable.tensor().ravel()).toList();
        for (var variable : variables) {
            if (variable.dtype() != dtype) {
                throw new DTypeException(variable + " cannot lie beside " + variables.get(0) + ": one dtype a group");
            }
        }
        var whole = Tensor.concatenate(parts, 0);
        var store = new Store(Evaluation.own(whole));
        int offset = 0;
        for (var variable : variables) {
            variable.move(store, offset);
            offset += (int) variable.shape().size();
        }
        return new FlatVariables(List.copyOf(variables), store, store.version().type());
    }

    public List<Variable> variables() {
        return variables;
    }

    /// Element type and length of the vector.
    public TensorType type() {
        return type;
    }

    Store store() {
        return store;
    }

    /// All values now, as one vector.
    public Tensor tensor() {
        return Tensor.pending(store.node());
    }

    /// One tensor for each variable, joined in the order of the variables as one vector: gradients, say.
    public Tensor join(List<Tensor> parts) {
        var flat = parts.stream().map(part -> part.cast(type.dtype()).ravel()).toList();
        return Tensor.concatenate(flat, 0);
    }
}
