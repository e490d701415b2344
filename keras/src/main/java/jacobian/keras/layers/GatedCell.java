package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// What [SimpleRNNCell], [LSTMCell] and [GRUCell] have in common: one kernel for the input and one for the
/// state, each with a block of columns for each gate.
abstract class GatedCell<C extends GatedCell<C>> extends RecurrentKernelLayer<C> implements RNNCell {
    private final int gates;

    /// Factors for the dropouts: none, one for all gates, or one for each gate.
    record Noise(List<Tensor> input, List<Tensor> recurrent) {}

    GatedCell(int units, int gates) {
        super(units);
        this.gates = gates;
    }

    /// The shape of the bias.
    abstract Shape biasShape();

    /// The first values of the bias.
    Tensor firstBias(Shape shape) {
        return value(biasInitializer).apply(shape, dtype());
    }

    /// The part of the bias that is added to the product of the input.
    Tensor inputBias() {
        return weight("bias");
    }

    /// The output and the next states.
    abstract List<Tensor> next(Tensor projected, List<Tensor> states, List<Tensor> noise);

    @Override
    protected OptionalLong seed() {
        return find(seed).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    protected void build(List<Shape> inputs) {
        var input = inputs.get(0);
        if (input.rank() != 2 || !input.dim(-1).isKnown()) {
            throw new ShapeException(
                    this + " cannot take steps " + input + "\n  needs  (batch, features) with a known last axis");
        }
        int width = gates * units();
        weight("kernel", Shape.of(input.size(-1), width), value(kernelInitializer), find(kernelRegularizer));
        weight("recurrent_kernel", Shape.of(units(), width), value(recurrentInitializer), find(recurrentRegularizer));
        if (value(useBias)) {
            weight("bias", biasShape(), (shape, _) -> firstBias(shape), find(biasRegularizer));
            constrain("bias", find(biasConstraint));
        }
        constrain("kernel", find(kernelConstraint));
        constrain("recurrent_kernel", find(recurrentConstraint));
        if (value(dropout) > 0 || value(recurrentDropout) > 0) {
            random();
        }
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
        // As in Keras, a dropout of the state lets each gate have masks of its own.
        int separate = value(recurrentDropout) > 0 ? gates : 1;
        var features = variable("kernel").shape().dim(0);
        var noise = new Noise(
                noise(training ? value(dropout) : 0, separate, batch, features),
                noise(training ? value(recurrentDropout) : 0, gates, batch, Dim.fixed(units())));
        return new Ready(noise);
    }

    private List<Tensor> noise(double rate, int count, Dim batch, Dim size) {
        // Keras' gated cells take a rate of 1 for none.
        if (rate == 0 || (rate == 1 && gates > 1)) {
            return List.of();
        }
        var shape = Shape.of(List.of(batch, size));
        return IntStream.range(0, count).mapToObj(_ -> mask(rate, shape)).toList();
    }

    private Tensor mask(double rate, Shape shape) {
        var uniform = random().uniform(shape);
        var kept = uniform.less(uniform.constant(1 - rate, uniform.dtype()));
        return kept.select(uniform.constant(rate == 1 ? 0 : 1 / (1 - rate), dtype()), uniform.constant(0, dtype()));
    }

    /// `x` times `kernel`, `x` times its noise first, which may be another one for each gate.
    final Tensor product(Tensor x, Tensor kernel, List<Tensor> noise) {
        if (noise.size() < 2) {
            return (noise.isEmpty() ? x : x.multiply(noise.get(0))).matmul(kernel);
        }
        var parts = new ArrayList<Tensor>();
        for (int gate = 0; gate < noise.size(); gate++) {
            parts.add(x.multiply(noise.get(gate)).matmul(gate(kernel, gate)));
        }
        return Tensor.concatenate(parts, -1);
    }

    /// The columns of gate number `gate`.
    final Tensor gate(Tensor x, int gate) {
        return x.range(-1, gate * units(), (gate + 1) * units());
    }

    private final class Ready implements ReadyCell {
        private final Noise noise;

        Ready(Noise noise) {
            this.noise = noise;
        }

        @Override
        public Tensor project(Tensor x) {
            var kernel = weight("kernel");
            if (!x.shape().dim(-1).agrees(kernel.shape().dim(0))) {
                throw new ShapeException(
                        GatedCell.this + " cannot take steps of " + x.shape().dim(-1)
                                + " features\n  needs  " + kernel.shape().dim(0) + ", because its kernel is "
                                + kernel.shape());
            }
            var product = product(x.cast(dtype()), kernel, noise.input());
            return value(useBias) ? product.add(inputBias()) : product;
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
}
