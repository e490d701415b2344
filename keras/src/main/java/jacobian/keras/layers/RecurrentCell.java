package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Ones;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/// What the cells of [SimpleRNN], [LSTM], [GRU] and [ConvLSTM2D] have in common: one kernel for the input and one
/// for the state, each with a block of its last axis for each gate.
abstract sealed class RecurrentCell<C extends RecurrentCell<C>> extends FluentLayer<C>
        implements RNNCell, RecurrentOptions<C> permits GatedCell, ConvLSTMCell {
    final RecurrentSettings common = new RecurrentSettings(this::setting, this::optional);
    private final int gates;
    private Shape step = Shape.scalar();

    /// Factors for the dropouts: none, one for all gates, or one for each gate.
    record Noise(List<Tensor> input, List<Tensor> recurrent) {}

    RecurrentCell(int gates) {
        this.gates = gates;
    }

    // ---- what differs between cells ----

    /// The length of a gate along the last axis.
    abstract int width();

    /// Checks `step`, the shape of a step without the batch, and gives that of the kernel.
    abstract Shape kernelFor(Shape step);

    /// The shape of the kernel of the state.
    abstract Shape recurrentKernel();

    /// What `kernel` makes of an input, for one step or, with time as a further first axis, for all steps at
    /// once.
    abstract Tensor inputProduct(Tensor x, Tensor kernel);

    /// What `kernel` makes of a state.
    abstract Tensor recurrentProduct(Tensor h, Tensor kernel);

    /// Whether each gate has dropouts of its own for the input.
    abstract boolean dropsSeparately();

    /// The shape of the bias.
    Shape biasShape() {
        return Shape.of(gates * width());
    }

    /// The first values of the bias.
    Tensor firstBias(Shape shape) {
        return value(common.biasInitializer).apply(shape, dtype());
    }

    /// The part of the bias that is added to the product of the input.
    Tensor inputBias() {
        return weight("bias");
    }

    /// The output and the next states.
    abstract List<Tensor> next(Tensor projected, List<Tensor> states, List<Tensor> noise);

    // ---- what does not ----

    @Override
    protected OptionalLong seed() {
        return find(common.seed).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    protected void build(List<Shape> inputs) {
        step = inputs.get(0).rank() == 0 ? inputs.get(0) : inputs.get(0).without(0);
        weight("kernel", kernelFor(step), value(common.kernelInitializer), find(common.kernelRegularizer));
        constrain("kernel", find(common.kernelConstraint));
        var recurrent = value(common.recurrentInitializer);
        weight("recurrent_kernel", recurrentKernel(), recurrent, find(common.recurrentRegularizer));
        constrain("recurrent_kernel", find(common.recurrentConstraint));
        if (value(common.useBias)) {
            weight("bias", biasShape(), (shape, _) -> firstBias(shape), find(common.biasRegularizer));
            constrain("bias", find(common.biasConstraint));
        }
        if (value(common.dropout) > 0 || value(common.recurrentDropout) > 0) {
            random();
        }
    }

    @Override
    protected void forget() {
        super.forget();
        step = Shape.scalar();
    }

    /// The shape of a step without the batch; known once the cell is built.
    final Shape step() {
        return step;
    }

    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        if (inputs.size() != 1 + stateSize().size()) {
            throw new ShapeException(this + " takes a step and its states, "
                    + (1 + stateSize().size()) + " tensors, not " + inputs.size());
        }
        var x = inputs.get(0);
        var ready = ready(x.shape().dim(0), call.training());
        return ready.advance(ready.project(x), inputs.subList(1, inputs.size()));
    }

    final ReadyCell ready(Dim batch, boolean training) {
        int separate = dropsSeparately() ? gates : 1;
        var state = stateShapes().get(0).insert(0, batch);
        var noise = new Noise(
                noise(training ? value(common.dropout) : 0, separate, step.insert(0, batch)),
                noise(training ? value(common.recurrentDropout) : 0, gates, state));
        return training && noise.input().size() < 2 && noise.recurrent().isEmpty() && joinsKernels()
                ? new Joined(noise)
                : new Ready(noise);
    }

    /// Whether both kernels are better one in training.
    boolean joinsKernels() {
        return false;
    }

    /// The output and the next states from `z`, what the input and the state make together.
    List<Tensor> activated(Tensor z, List<Tensor> states) {
        throw new IllegalStateException(this + " does not join its kernels");
    }

    private List<Tensor> noise(double rate, int count, Shape shape) {
        // Keras' gated cells take a rate of 1 for none.
        if (rate == 0 || (rate == 1 && gates > 1)) {
            return List.of();
        }
        return IntStream.range(0, count).mapToObj(_ -> mask(rate, shape)).toList();
    }

    private Tensor mask(double rate, Shape shape) {
        var uniform = random().uniform(shape);
        var kept = uniform.less(uniform.constant(1 - rate, uniform.dtype()));
        var type = computeDtype();
        return kept.select(uniform.constant(rate == 1 ? 0 : 1 / (1 - rate), type), uniform.constant(0, type));
    }

    /// What `kernel` makes of the state `h`, times its noise first.
    final Tensor recurrent(Tensor h, Tensor kernel, List<Tensor> noise) {
        return product(h, kernel, noise, this::recurrentProduct);
    }

    /// The product of `x`, times its noise first, which may be another one for each gate.
    private Tensor product(Tensor x, Tensor kernel, List<Tensor> noise, BinaryOperator<Tensor> product) {
        if (noise.size() < 2) {
            return product.apply(noise.isEmpty() ? x : x.multiply(noise.get(0)), kernel);
        }
        var parts = new ArrayList<Tensor>();
        for (int gate = 0; gate < noise.size(); gate++) {
            parts.add(product.apply(x.multiply(noise.get(gate)), gate(kernel, gate)));
        }
        return Tensor.concatenate(parts, -1);
    }

    /// The part of gate number `gate`.
    final Tensor gate(Tensor x, int gate) {
        return x.range(-1, gate * width(), (gate + 1) * width());
    }

    // ---- long short-term memory, of matrices and of convolutions ----

    /// First values for the bias of gates i, f, c and o: ones for f, of `initializer` for the others.
    final Tensor forgetBias(Initializer initializer, int units) {
        var one = Shape.of(units);
        var input = initializer.apply(one, dtype());
        var rest = initializer.apply(Shape.of(2 * units), dtype());
        return Tensor.concatenate(List.of(input, new Ones().apply(one, dtype()), rest), 0);
    }

    /// Output and states after a step: `z` has the gates i, f, c and o, `before` is the memory.
    final List<Tensor> memorize(Tensor z, Tensor before, ActivationFunction sigma) {
        var input = sigma.apply(gate(z, 0));
        var forget = sigma.apply(gate(z, 1));
        var candidate = value(common.activation).apply(gate(z, 2));
        var c = forget.multiply(before).add(input.multiply(candidate));
        var h = sigma.apply(gate(z, 3)).multiply(value(common.activation).apply(c));
        return List.of(h, h, c);
    }

    private final class Ready implements ReadyCell {
        private final Noise noise;

        Ready(Noise noise) {
            this.noise = noise;
        }

        @Override
        public Tensor project(Tensor x) {
            check(x);
            var product =
                    product(x.cast(computeDtype()), weight("kernel"), noise.input(), RecurrentCell.this::inputProduct);
            return value(common.useBias) ? product.add(inputBias()) : product;
        }

        @Override
        public List<Tensor> advance(Tensor projected, List<Tensor> states) {
            return next(projected, states, noise.recurrent());
        }

        @Override
        public int outputState() {
            return 0;
        }
    }

    /// Input and state meet their kernels in one product, in the step: `z = [x, 1, h] [kernel; bias;
    /// recurrent_kernel]`. What an input makes is then never written to memory for all steps, and both kernels have
    /// their gradients from one product that reads the gradients of all steps once.
    private final class Joined implements ReadyCell {
        private final Noise noise;
        private final Tensor kernel;

        Joined(Noise noise) {
            this.noise = noise;
            var rows = new ArrayList<Tensor>();
            rows.add(weight("kernel"));
            if (value(common.useBias)) {
                rows.add(inputBias().expandDims(0));
            }
            rows.add(weight("recurrent_kernel"));
            this.kernel = Tensor.concatenate(rows, 0);
        }

        @Override
        public Tensor project(Tensor x) {
            check(x);
            var given = x.cast(computeDtype());
            var kept = noise.input().isEmpty()
                    ? given
                    : given.multiply(noise.input().get(0));
            if (!value(common.useBias)) {
                return kept;
            }
            var one = kept.constant(1, kept.dtype()).broadcastTo(kept.shape().with(-1, Dim.fixed(1)));
            return Tensor.concatenate(List.of(kept, one), -1);
        }

        @Override
        public List<Tensor> advance(Tensor x, List<Tensor> states) {
            return activated(Tensor.concatenate(List.of(x, states.get(0)), -1).matmul(kernel), states);
        }

        @Override
        public int outputState() {
            return 0;
        }
    }

    private void check(Tensor x) {
        var given = x.shape().range(x.rank() - step.rank(), x.rank());
        if (x.rank() <= step.rank() || !agrees(given)) {
            throw new ShapeException(this + " cannot take steps of " + given + "\n  needs  " + step
                    + ", as at its first call: its kernel is "
                    + weight("kernel").shape());
        }
    }

    private boolean agrees(Shape given) {
        return IntStream.range(0, step.rank()).allMatch(i -> given.dim(i).agrees(step.dim(i)));
    }
}
