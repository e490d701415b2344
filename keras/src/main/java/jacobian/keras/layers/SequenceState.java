package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.List;

/// What a stateful layer keeps from one batch to the next. As in Keras it is no weight: files do not hold it.
final class SequenceState {
    private List<Variable> variables = List.of();

    /// Makes the states, those of `cell`, for the batch size of `batch`, if it is known and they are not made
    /// yet.
    synchronized void make(Layer layer, RNNCell cell, Dim batch) {
        if (variables.isEmpty() && batch.isKnown()) {
            variables = cell.initialState(batch, layer.dtype()).stream()
                    .map(state -> variable(layer, state))
                    .toList();
        }
    }

    private static Variable variable(Layer layer, Tensor first) {
        var variable = new Variable(NameScope.path(layer, "rnn_state"), first);
        variable.setTrainable(false);
        return variable;
    }

    /// The fixed batch size for an input whose axis 0 is `given`.
    Dim batch(Layer layer, Dim given) {
        if (variables.isEmpty()) {
            throw new ShapeException(layer + " is stateful and needs to know the batch size"
                    + "\n  mend   begin the model with new Input(...).batchSize(n)");
        }
        var batch = Dim.fixed(variables.get(0).shape().size(0));
        if (!given.agrees(batch)) {
            throw new ShapeException(layer + " keeps states for batches of " + batch + ", not of " + given
                    + "\n  mend   give it batches of one size");
        }
        return batch;
    }

    /// The states now. Outside a program the numbers are copied, as the variables are overwritten before the
    /// result is asked for.
    List<Tensor> now() {
        return variables.stream()
                .map(variable -> Compiled.isTracing()
                        ? variable.tensor()
                        : Tensor.float64(variable.doubles(), variable.shape().sizes())
                                .cast(variable.dtype()))
                .toList();
    }

    List<Variable> variables() {
        return variables;
    }

    void keep(List<Tensor> states) {
        for (int i = 0; i < variables.size(); i++) {
            var variable = variables.get(i);
            variable.assign(states.get(i).stopGradient().cast(variable.dtype()));
        }
    }

    void reset() {
        variables.forEach(variable -> variable.assign(variable.tensor().zerosLike()));
    }
}
