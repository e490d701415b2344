package jacobian.keras.optimizers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Configurable;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes weights against their gradients so that a loss becomes smaller.
///
/// ```java
/// var optimizer = new Adam(1e-3);
/// for (var batch : data.batches(epoch)) {
///     optimizer.apply(Gradients.of(() -> loss.apply(batch.target(), model.apply(batch.input())), weights));
/// }
/// ```
///
/// A step does, in this order: leave out variables without a gradient, undo the loss scale, accumulate, clip,
/// decay weights, update, average, constrain. An optimizer of one's own is one expression on vectors:
///
/// ```java
/// class SignDescent extends Optimizer {
///     SignDescent() { super(0.01); }
///
///     protected Tensor update(Tensor w, Tensor g, Step step) {
///         return w.subtract(g.sign().multiply(step.learningRate()));
///     }
/// }
/// ```
@SuppressWarnings("this-escape") // declaring a setting only notes it
public abstract class Optimizer extends Configurable {
    final Setting<Object> learningRate;
    final Setting<Double> weightDecay;
    final Setting<Double> clipnorm = optional("clipnorm", Double.class);
    final Setting<Double> globalClipnorm = optional("global_clipnorm", Double.class);
    final Setting<Double> clipvalue = optional("clipvalue", Double.class);
    final Setting<Boolean> useEma = setting("use_ema", false);
    final Setting<Double> emaMomentum = setting("ema_momentum", 0.99);
    final Setting<Integer> emaOverwriteFrequency = optional("ema_overwrite_frequency", Integer.class);
    final Setting<Double> lossScaleFactor = optional("loss_scale_factor", Double.class);
    final Setting<Integer> gradientAccumulationSteps = optional("gradient_accumulation_steps", Integer.class);

    private List<String> undecayedNames = List.of();
    private List<Variable> undecayed = List.of();
    private @Nullable Double rateToStartWith;
    private boolean isSwapped;
    private @Nullable OptimizerState state;

    /// An optimizer whose learning rate is `learningRate` unless set.
    protected Optimizer(double learningRate) {
        this.learningRate = setting("learning_rate", Object.class, learningRate);
        this.weightDecay = optional("weight_decay", Double.class);
    }

    /// An optimizer that also decays weights unless told otherwise.
    Optimizer(double learningRate, double weightDecay) {
        this.learningRate = setting("learning_rate", Object.class, learningRate);
        this.weightDecay = setting("weight_decay", weightDecay);
    }

    /// New values of `w` after a step against the gradient `g`: one expression of elementwise operations, as the
    /// vectors hold the
    /// elements of many variables. It becomes part of the training program.
    protected abstract Tensor update(Tensor w, Tensor g, Step step);

    /// The names of the slots, in the order in which Keras saves them: slots in one list alternate, weight by
    /// weight.
    protected List<List<String>> slots() {
        return List.of();
    }

    /// What a slot holds before the first step, given all weights as one vector: zeros unless a subclass says
    /// otherwise.
    protected Tensor initial(String slot, Tensor w) {
        return Tensor.full(0, w.dtype(), w.shape());
    }

    /// The shape of what a slot holds for `weight`, empty where it holds nothing.
    Optional<Shape> part(String slot, Variable weight) {
        return Optional.of(weight.shape());
    }

    /// Keras' name for what a slot holds for `weight`.
    String stateName(String slot, Variable weight) {
        return weight.name().replace('/', '_') + "_" + slot;
    }

    /// Numbers beside the slots that belong to no weight, read and assigned like them, and what they begin at.
    Map<String, Double> scalars() {
        return Map.of();
    }

    /// Takes charge of `trainable`: from now on their elements lie one after the other. Happens by itself at the
    /// first [#apply], but must have happened before a step is traced.
    public void build(List<Variable> trainable) {
        if (state != null) {
            requireSame(trainable);
            return;
        }
        if (trainable.isEmpty()) {
            throw new IllegalArgumentException(this + " was given no variable to train");
        }
        freeze();
        clipping();
        state = new OptimizerState(this, trainable);
    }

    public boolean isBuilt() {
        return state != null;
    }

    /// The variables it trains, in the order in which gradients are given.
    public List<Variable> trainable() {
        return state().trainable();
    }

    private void requireSame(List<Variable> variables) {
        if (!variables.equals(state().trainable())) {
            throw new IllegalArgumentException(this + " trains " + state().trainable() + " and cannot take " + variables
                    + ": an optimizer stays with the variables of its first step, use copy() for others");
        }
    }

    private OptimizerState state() {
        if (state == null) {
            throw new IllegalStateException(this + " does not know its variables yet: call build(variables) first");
        }
        return state;
    }

    /// One step against `gradients`, for all their variables at once.
    public final void apply(Gradients gradients) {
        if (!isBuilt() && Compiled.isTracing()) {
            throw new UnbuiltOptimizerException(this, gradients.variables());
        }
        build(gradients.variables());
        apply(gradients.gradients());
    }

    /// One step; one gradient for each variable given to [#build], empty where the loss does not depend on it.
    public final void apply(List<Optional<Tensor>> gradients) {
        Updates.with(updates -> update(updates, gradients));
    }

    /// As [#apply], as part of an update of more: a training step has one for all it changes.
    public final void update(Updates updates, List<Optional<Tensor>> gradients) {
        if (gradients.size() != trainable().size()) {
            throw new IllegalArgumentException(this + " trains " + trainable().size() + " variables and was given "
                    + gradients.size() + " gradients: one for each is needed");
        }
        if (gradients.stream().allMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException(
                    "no gradient reaches any variable of " + this + ": the loss does not depend on them");
        }
        step(updates, gradients, Optional.empty());
    }

    /// One step, noted in `updates`; nothing changes where `gate` is given and false.
    void step(Updates updates, List<Optional<Tensor>> gradients, Optional<Tensor> gate) {
        new OptimizerUpdate(this, state(), updates, gate).run(gradients);
    }

    /// The loss to take gradients of: times the loss scale, if there is one.
    public Tensor scaleLoss(Tensor loss) {
        return find(lossScaleFactor)
                .map(factor -> loss.multiply(loss.constant(factor, loss.dtype())))
                .orElse(loss);
    }

    /// The learning rate of the next step.
    public double learningRate() {
        if (value(learningRate) instanceof LearningRateSchedule schedule) {
            return schedule.at(state == null ? Tensor.int64(new long[] {0}).at(0, 0) : state.iterations.tensor())
                    .item();
        }
        return state == null ? rateToStartWith() : state.rate.orElseThrow().item();
    }

    final double rateToStartWith() {
        var rate = rateToStartWith;
        return rate != null ? rate : (Double) value(learningRate);
    }

    /// Changes the learning rate from the next step on. Refused under a schedule.
    public void setLearningRate(double learningRate) {
        if (value(this.learningRate) instanceof LearningRateSchedule schedule) {
            throw new IllegalStateException(
                    this + " follows " + schedule + ": only a constant learning rate can be set");
        }
        Checks.notNegative("learning_rate", learningRate);
        rateToStartWith = learningRate;
        if (state != null) {
            state.rate.orElseThrow().assign(Tensor.scalar(learningRate));
        }
    }

    /// How many steps have changed the weights; with accumulation several calls make one step.
    public long iterations() {
        return state == null
                ? 0
                : (long) state.iterations.item()
                        / find(gradientAccumulationSteps).orElse(1);
    }

    /// Puts the averages of the weights in their place, where `useEma` is on: what Keras does after the last
    /// epoch.
    public void finalizeVariableValues() {
        if (value(useEma)) {
            if (isSwapped) {
                swapAverages();
            }
            Updates.with(updates -> state().groups
                    .forEach(group -> updates.set(
                            group.weights(),
                            group.slot(OptimizerState.AVERAGE).variable().tensor())));
        }
    }

    /// Exchanges the weights and their averages, where `useEma` is on.
    public final void swapAverages() {
        if (!value(useEma)) {
            throw new IllegalStateException(this + " keeps no averages of the weights: set useEma(true)");
        }
        isSwapped = !isSwapped;
        Updates.with(updates -> state().groups.forEach(group -> {
            var average = group.slot(OptimizerState.AVERAGE).variable();
            var weights = group.weights().tensor();
            updates.set(group.weights(), average.tensor());
            updates.set(average, weights);
        }));
    }

    /// The state as Keras lists and saves it: the counter, the learning rate unless a schedule gives it,
    /// averages, accumulated gradients, and the slots.
    public List<OptimizerVariable> variables() {
        return state().variables();
    }

    /// Leaves weights whose name contains one of `parts` out of weight decay.
    final void excludeNames(List<String> parts) {
        refuseBuilt();
        undecayedNames = Stream.concat(undecayedNames.stream(), parts.stream()).toList();
    }

    /// Leaves these weights out of weight decay.
    final void excludeVariables(List<Variable> variables) {
        refuseBuilt();
        undecayed = Stream.concat(undecayed.stream(), variables.stream()).toList();
    }

    private void refuseBuilt() {
        if (state != null) {
            throw new IllegalStateException(this + " is built: exclude weights from decay before its first step");
        }
    }

    /// The weight decay of `weight`, where it is not excluded.
    Optional<Double> decayOf(Variable weight) {
        return find(weightDecay);
    }

    /// Whether weight decay applies to `variable`.
    final boolean decays(Variable variable) {
        return !undecayed.contains(variable) && undecayedNames.stream().noneMatch(variable.name()::contains);
    }

    final Clipping clipping() {
        var kinds = Stream.of(
                        find(clipnorm).map(Clipping.ByNorm::new),
                        find(globalClipnorm).map(Clipping.ByGlobalNorm::new),
                        find(clipvalue).map(Clipping.ByValue::new))
                .flatMap(Optional::stream)
                .map(Clipping.class::cast)
                .toList();
        if (kinds.size() > 1) {
            throw new IllegalArgumentException(this + " clips gradients in " + kinds.size()
                    + " ways: set one of clipnorm, global_clipnorm and clipvalue");
        }
        return kinds.isEmpty() ? new Clipping.None() : kinds.get(0);
    }

    final <T> T of(Setting<T> setting) {
        return value(setting);
    }

    final <T> Optional<T> findOf(Setting<T> setting) {
        return find(setting);
    }

    final <T> void give(Setting<T> setting, T value) {
        put(setting, value);
    }

    final void giveName(String name) {
        putName(name);
    }

    @Override
    protected Optimizer duplicate() {
        return (Optimizer) super.duplicate();
    }

    @Override
    protected final void forget() {
        state = null;
    }
}
