package jacobian.keras.layers;

import jacobian.engine.graph.Gather;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.RandomUniform;
import jacobian.keras.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What layers have in common that look up rows of a table.
abstract class EmbeddingLayer<L extends EmbeddingLayer<L>> extends FluentLayer<L> {
    private final Setting<Integer> inputDim = required("input_dim", Integer.class);
    private final Setting<Integer> outputDim = required("output_dim", Integer.class);
    private final Setting<Initializer> embeddingsInitializer =
            setting("embeddings_initializer", Initializer.class, new RandomUniform());
    private final Setting<Regularizer> embeddingsRegularizer = optional("embeddings_regularizer", Regularizer.class);
    private final Setting<Constraint> embeddingsConstraint = optional("embeddings_constraint", Constraint.class);
    private final Setting<Boolean> maskZero = setting("mask_zero", false);
    private final Setting<Integer> loraRank = optional("lora_rank", Integer.class);
    private final Setting<Double> loraAlpha = optional("lora_alpha", Double.class);

    /// The first values of the table, which are no part of the configuration, in Keras too.
    private @Nullable Tensor first;

    /// The factor of the adaptation; see [#loraAlpha].
    private double alpha;

    EmbeddingLayer(int inputDim, int outputDim) {
        set(this.inputDim, Checks.positive("input_dim", inputDim));
        set(this.outputDim, Checks.positive("output_dim", outputDim));
    }

    /// Sets the first values of the table; [RandomUniform] from -0.05 to 0.05 unless set.
    public L embeddingsInitializer(Initializer initializer) {
        return set(embeddingsInitializer, initializer);
    }

    /// Sets a penalty on the table.
    public L embeddingsRegularizer(Regularizer regularizer) {
        return set(embeddingsRegularizer, regularizer);
    }

    /// Sets what is applied to the table after each step of training.
    public L embeddingsConstraint(Constraint constraint) {
        return set(embeddingsConstraint, constraint);
    }

    /// Sets whether 0 means "no step here": such steps are masked for the layers that follow.
    public L maskZero(boolean maskZero) {
        return set(this.maskZero, maskZero);
    }

    /// Gives the table its first values, `(inputDim, outputDim)`, in place of the initializer's.
    public L weights(TensorLike table) {
        var shape = Shape.of(inputDim(), outputDim());
        if (!table.tensor().shape().equals(shape)) {
            throw new ShapeException(this + ": weights " + table.tensor().shape() + ", needs " + shape);
        }
        first = table.tensor();
        return maskZero(value(maskZero));
    }

    /// Sets the rank of a low-rank adaptation (Hu et al., "LoRA", 2021): the table is frozen, and `loraAlpha /
    /// loraRank * a b` is added to it, of which `a` and `b` are learned. Excludes a constraint of the table.
    public L loraRank(int rank) {
        return set(loraRank, Checks.positive("lora_rank", rank));
    }

    /// Sets the factor of the adaptation. Keras 3.15.1 keeps it but computes with the rank in its place where
    /// `loraRank` is set too, and so does this layer; [#enableLora(int, double)] takes a factor that counts.
    public L loraAlpha(double alpha) {
        return set(loraAlpha, Checks.positive("lora_alpha", alpha));
    }

    /// Freezes the table of a layer in use, and adapts it by two matrices of rank `rank` that training changes.
    /// Takes effect at the next compile.
    public final void enableLora(int rank) {
        enableLora(rank, rank);
    }

    /// As [#enableLora(int)], the adaptation multiplied by `alpha / rank`.
    public final void enableLora(int rank, double alpha) {
        new Lora("embeddings", rank, alpha).enable(this, find(embeddingsRegularizer));
        this.alpha = alpha;
        update(loraRank, rank);
        update(loraAlpha, alpha);
    }

    /// The number of rows of the table: indices are smaller.
    public final int inputDim() {
        return value(inputDim);
    }

    final int outputDim() {
        return value(outputDim);
    }

    final Initializer embeddingsInitializer() {
        return value(embeddingsInitializer);
    }

    @Override
    protected void build(List<Shape> inputs) {
        var given = first;
        weight(
                "embeddings",
                Shape.of(inputDim(), outputDim()),
                given == null ? embeddingsInitializer() : (_, dtype) -> given.cast(dtype),
                find(embeddingsRegularizer));
        constrain("embeddings", find(embeddingsConstraint));
        find(loraRank).ifPresent(rank -> {
            alpha = rank;
            new Lora("embeddings", rank, rank).enable(this, find(embeddingsRegularizer));
        });
    }

    /// The table, adapted where that is enabled.
    final Tensor embeddings() {
        return Lora.adapted(this, "embeddings", lora());
    }

    @Override
    final Optional<Lora> lora() {
        return find(loraRank).map(rank -> new Lora("embeddings", rank, alpha));
    }

    /// The rows whose numbers `x` holds.
    final Tensor rows(Tensor x) {
        // Not take, which would let negative indices count from the end.
        var table = embeddings();
        return table.apply(new Gather(0), List.of(table, x.cast(DType.INT32)));
    }

    /// Whether `x` is not looked up but led back to scores.
    boolean leadsBack(Tensor x) {
        return false;
    }

    @Override
    protected final boolean supportsMasking() {
        return value(maskZero);
    }

    @Override
    protected final Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        var x = inputs.get(0);
        return value(maskZero) && !leadsBack(x) ? Optional.of(x.notEqual(x.constant(0, x.dtype()))) : Optional.empty();
    }
}
