package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.RandomUniform;
import jacobian.keras.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;

/// A vector for each whole number: row `i` of a table that training changes.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, ...)`, whole numbers from 0 to `inputDim - 1` |
/// | output | `(batch, ..., outputDim)` |
/// | embeddings | `(inputDim, outputDim)` |
public final class Embedding extends FluentLayer<Embedding> {
    private final Setting<Integer> inputDim = required("input_dim", Integer.class);
    private final Setting<Integer> outputDim = required("output_dim", Integer.class);
    private final Setting<Initializer> embeddingsInitializer =
            setting("embeddings_initializer", Initializer.class, new RandomUniform());
    private final Setting<Regularizer> embeddingsRegularizer = optional("embeddings_regularizer", Regularizer.class);
    private final Setting<Constraint> embeddingsConstraint = optional("embeddings_constraint", Constraint.class);
    private final Setting<Boolean> maskZero = setting("mask_zero", false);

    public Embedding(int inputDim, int outputDim) {
        set(this.inputDim, Checks.positive("input_dim", inputDim));
        set(this.outputDim, Checks.positive("output_dim", outputDim));
    }

    /// Sets the first values of the table; [RandomUniform] from -0.05 to 0.05 unless set.
    public Embedding embeddingsInitializer(Initializer initializer) {
        return set(embeddingsInitializer, initializer);
    }

    /// Sets a penalty on the table.
    public Embedding embeddingsRegularizer(Regularizer regularizer) {
        return set(embeddingsRegularizer, regularizer);
    }

    /// Sets what is applied to the table after each step of training.
    public Embedding embeddingsConstraint(Constraint constraint) {
        return set(embeddingsConstraint, constraint);
    }

    /// Sets whether 0 means "no step here": such steps are masked for the layers that follow.
    public Embedding maskZero(boolean maskZero) {
        return set(this.maskZero, maskZero);
    }

    /// The number of rows of the table: indices are smaller.
    public int inputDim() {
        return value(inputDim);
    }

    @Override
    protected void build(List<Shape> inputs) {
        weight(
                "embeddings",
                Shape.of(value(inputDim), value(outputDim)),
                value(embeddingsInitializer),
                find(embeddingsRegularizer));
        constrain("embeddings", find(embeddingsConstraint));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return weight("embeddings").take(x, 0);
    }

    @Override
    protected boolean supportsMasking() {
        return value(maskZero);
    }

    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        var x = inputs.get(0);
        return value(maskZero) ? Optional.of(x.notEqual(x.constant(0, x.dtype()))) : Optional.empty();
    }
}
