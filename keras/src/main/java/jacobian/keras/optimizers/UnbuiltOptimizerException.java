package jacobian.keras.optimizers;

import jacobian.engine.tensor.Variable;
import java.util.List;

/// A step was traced before its optimizer knew the variables that it trains.
///
/// `fit` and `trainOnBatch` catch it, call [Optimizer#build] and trace the step again; elsewhere that is for the
/// caller
/// to do.
public final class UnbuiltOptimizerException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private final transient Optimizer optimizer;
    private final transient List<Variable> variables;

    /// `optimizer` was to train `variables`.
    public UnbuiltOptimizerException(Optimizer optimizer, List<Variable> variables) {
        super(optimizer + " does not know its variables yet: call build(variables) before a step is traced");
        this.optimizer = optimizer;
        this.variables = List.copyOf(variables);
    }

    /// What is to be built.
    public Optimizer optimizer() {
        return optimizer;
    }

    /// What it is to be built for.
    public List<Variable> variables() {
        return variables;
    }
}
