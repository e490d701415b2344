package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Another optimizer under a loss scale that finds itself: the loss is multiplied by it, so that small
/// gradients of narrow types do not vanish, and gradients are divided by it.
///
/// Where a gradient is not finite the step is left out and the scale halved; after `dynamicGrowthSteps` steps
/// without that it is doubled.
///
/// Defaults: a scale of 2^15 at first, 2000 steps.
public final class LossScaleOptimizer extends Optimizer {
    private final Setting<Optimizer> innerOptimizer = required("inner_optimizer", Optimizer.class);
    private final Setting<Double> initialScale = setting("initial_scale", 0x1p15);
    private final Setting<Integer> dynamicGrowthSteps = setting("dynamic_growth_steps", 2000);

    // Keras has these two as well: they stand in its files and are never used.
    private final Variable iteration = scalar("iteration", Tensor.scalar(0, DType.INT64));
    private final Variable rate = scalar("learning_rate", Tensor.scalar(0));
    private final Variable counter = scalar("step_counter", Tensor.scalar(0, DType.INT64));
    private final Variable scale = scalar("dynamic_scale", Tensor.scalar(0x1p15));

    public LossScaleOptimizer(Optimizer inner) {
        super(0.0);
        if (inner instanceof LossScaleOptimizer
                || inner.findOf(inner.lossScaleFactor).isPresent()) {
            throw new IllegalArgumentException(inner + " scales the loss itself: give one that does not");
        }
        put(innerOptimizer, inner);
    }

    private static Variable scalar(String name, Tensor value) {
        var variable = new Variable(name, value);
        variable.setTrainable(false);
        return variable;
    }

    /// Sets the name; without one it is made from the class.
    public LossScaleOptimizer name(String name) {
        putName(name);
        return this;
    }

    /// The first scale.
    public LossScaleOptimizer initialScale(double initialScale) {
        put(this.initialScale, Checks.positive("initial_scale", initialScale));
        scale.assign(Tensor.scalar(initialScale));
        return this;
    }

    /// After how many steps without overflow the scale is doubled.
    public LossScaleOptimizer dynamicGrowthSteps(int dynamicGrowthSteps) {
        put(this.dynamicGrowthSteps, Checks.positive("dynamic_growth_steps", dynamicGrowthSteps));
        return this;
    }

    /// The optimizer that changes the weights.
    public Optimizer innerOptimizer() {
        return value(innerOptimizer);
    }

    /// An optimizer of the same options that has taken no step.
    public LossScaleOptimizer copy() {
        var copy = new LossScaleOptimizer(innerOptimizer().duplicate());
        return copy.initialScale(value(initialScale)).dynamicGrowthSteps(value(dynamicGrowthSteps));
    }

    @Override
    protected Optimizer duplicate() {
        return copy();
    }

    @Override
    public void build(List<Variable> trainable) {
        innerOptimizer().build(trainable);
        freeze();
    }

    @Override
    public boolean isBuilt() {
        return innerOptimizer().isBuilt();
    }

    @Override
    public List<Variable> trainable() {
        return innerOptimizer().trainable();
    }

    @Override
    public Tensor scaleLoss(Tensor loss) {
        return loss.multiply(scale.tensor().cast(loss.dtype()));
    }

    /// Never called: the inner optimizer has the formula.
    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        throw new IllegalStateException(this + " has no step of its own");
    }

    @Override
    void step(Updates updates, List<Optional<Tensor>> gradients, Optional<Tensor> gate) {
        var given = gradients.stream().flatMap(Optional::stream).toList();
        var finite = given.stream()
                .map(each -> each.isfinite().all())
                .reduce(Tensor::logicalAnd)
                .orElseThrow();
        var divisor = scale.tensor();
        var unscaled = gradients.stream()
                .map(each -> each.map(gradient -> gradient.divide(divisor.cast(gradient.dtype()))))
                .toList();
        innerOptimizer().step(updates, unscaled, Optional.of(finite));
        var count = counter.tensor();
        var grows = count.equal(count.constant(value(dynamicGrowthSteps) - 1, DType.INT64));
        var grown = grows.select(divisor.multiply(constant(divisor, 2)), divisor);
        updates.set(scale, finite.select(grown, divisor.multiply(constant(divisor, 0.5))));
        var next = grows.select(count.zerosLike(), count.add(1));
        updates.set(counter, finite.select(next, count.zerosLike()));
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }

    @Override
    public double learningRate() {
        return innerOptimizer().learningRate();
    }

    @Override
    public void setLearningRate(double learningRate) {
        innerOptimizer().setLearningRate(learningRate);
    }

    @Override
    public long iterations() {
        return innerOptimizer().iterations();
    }

    @Override
    public void finalizeVariableValues() {
        innerOptimizer().finalizeVariableValues();
    }

    /// Keras' four numbers of its own, then the state of the inner optimizer.
    @Override
    public List<OptimizerVariable> variables() {
        var all = new ArrayList<OptimizerVariable>();
        List.of(iteration, rate, counter, scale).forEach(each -> all.add(OptimizerState.of(each)));
        all.addAll(innerOptimizer().variables());
        return all;
    }
}
