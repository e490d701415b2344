package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Several optimizers, each of which trains the weights that an [OptimizerMap] gives it.
///
/// Each has its own learning rate, which this one neither tells nor sets. One that is given no weight takes no
/// part.
public final class MultiOptimizer extends Optimizer {
    private final Function<Variable, ? extends Optimizer> map;
    private final List<Optimizer> inner = new ArrayList<>();

    // Keras has these two as well; the rate stands in its files and is never used.
    private final Variable iteration = OptimizerState.scalar("iteration", Tensor.scalar(0, DType.INT64));
    private final Variable rate = OptimizerState.scalar("learning_rate", Tensor.scalar(0));
    private List<Variable> trainable = List.of();

    public MultiOptimizer(OptimizerMap map) {
        super(0.0);
        this.map = map;
        map.optimizers().forEach(this::add);
    }

    /// With a function in place of a map: the optimizer of each weight.
    public MultiOptimizer(Function<Variable, ? extends Optimizer> optimizers) {
        super(0.0);
        this.map = optimizers;
    }

    private void add(Optimizer each) {
        if (each instanceof MultiOptimizer || each instanceof LossScaleOptimizer) {
            throw new IllegalArgumentException(each + " cannot be one of several: give what is inside it");
        }
        if (each.findOf(each.lossScaleFactor).isPresent()) {
            throw new IllegalArgumentException(
                    each + " cannot scale the loss alone: set the lossScaleFactor of the MultiOptimizer");
        }
        if (inner.stream().noneMatch(known -> known == each)) {
            inner.add(each);
        }
    }

    /// Multiplies the loss, and divides the gradients of all optimizers.
    public MultiOptimizer lossScaleFactor(double lossScaleFactor) {
        give(this.lossScaleFactor, Checks.positive("loss_scale_factor", lossScaleFactor));
        return this;
    }

    /// Sets the name; without one it is made from the class.
    public MultiOptimizer name(String name) {
        putName(name);
        return this;
    }

    /// The map that says which optimizer trains which weight, empty where a function says it.
    public Optional<OptimizerMap> map() {
        return map instanceof OptimizerMap known ? Optional.of(known) : Optional.empty();
    }

    /// The optimizers that train something, in the order of the map, the default last.
    public List<Optimizer> optimizers() {
        return inner.stream().filter(Optimizer::isBuilt).toList();
    }

    @Override
    protected Optimizer duplicate() {
        throw new IllegalStateException(this + " cannot be copied: make a map of copies");
    }

    @Override
    public void build(List<Variable> given) {
        if (isBuilt()) {
            if (!given.equals(trainable)) {
                throw new IllegalArgumentException(this + " trains " + trainable + " and cannot take " + given);
            }
            return;
        }
        trainable = List.copyOf(given);
        var chosen = new IdentityHashMap<Variable, Optimizer>();
        for (var weight : given) {
            chosen.put(weight, map.apply(weight));
            add(chosen.get(weight));
        }
        for (var each : inner) {
            var own =
                    given.stream().filter(weight -> chosen.get(weight) == each).toList();
            if (!own.isEmpty()) {
                each.build(own);
            }
        }
        freeze();
    }

    @Override
    public boolean isBuilt() {
        return !trainable.isEmpty();
    }

    @Override
    public List<Variable> trainable() {
        return trainable;
    }

    /// Never called: the optimizers inside have the formulas.
    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        throw new IllegalStateException(this + " has no step of its own");
    }

    @Override
    void step(Updates updates, List<Optional<Tensor>> gradients, Optional<Tensor> gate) {
        for (var each : optimizers()) {
            var own = each.trainable().stream()
                    .map(weight -> gradients.get(trainable.indexOf(weight)).map(this::unscaled))
                    .toList();
            if (own.stream().anyMatch(Optional::isPresent)) {
                each.step(updates, own, gate);
            }
        }
        var next = iteration.tensor().add(1);
        updates.set(
                iteration,
                gate.map(each -> each.select(next, iteration.tensor())).orElse(next));
    }

    private Tensor unscaled(Tensor gradient) {
        return findOf(lossScaleFactor)
                .map(factor -> gradient.divide(gradient.constant(factor, gradient.dtype())))
                .orElse(gradient);
    }

    @Override
    public double learningRate() {
        throw new IllegalStateException(this + " has several learning rates: ask one of optimizers()");
    }

    @Override
    public void setLearningRate(double learningRate) {
        throw new IllegalStateException(this + " has several learning rates: set that of one of optimizers()");
    }

    @Override
    public long iterations() {
        return (long) iteration.tensor().item();
    }

    @Override
    public void finalizeVariableValues() {
        optimizers().forEach(Optimizer::finalizeVariableValues);
    }

    /// Keras' two numbers of its own, then the states of the optimizers.
    @Override
    public List<OptimizerVariable> variables() {
        var all = new ArrayList<OptimizerVariable>();
        List.of(iteration, rate).forEach(each -> all.add(OptimizerState.of(each)));
        optimizers().forEach(each -> all.addAll(each.variables()));
        return all;
    }
}
