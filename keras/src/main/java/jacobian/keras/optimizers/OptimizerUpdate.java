package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One step of an optimizer, noted in an update: what all optimizers have in common around their formula.
final class OptimizerUpdate {
    private final Optimizer optimizer;
    private final OptimizerState state;
    private final Updates updates;

    /// How often the optimizer was called before, and the steps that made.
    private final Tensor calls;

    private final Tensor steps;

    /// True where this call changes weights, false where it only accumulates; empty where every call does.
    private final Optional<Tensor> isStep;

    OptimizerUpdate(Optimizer optimizer, OptimizerState state, Updates updates) {
        this.optimizer = optimizer;
        this.state = state;
        this.updates = updates;
        this.calls = state.iterations.tensor();
        var perStep =
                optimizer.findOf(optimizer.gradientAccumulationSteps).map(each -> calls.constant(each, DType.INT64));
        this.steps = perStep.map(calls::floorDivide).orElse(calls);
        this.isStep = perStep.map(each -> calls.add(1).mod(each).equal(calls.zerosLike()));
    }

    void run(List<Optional<Tensor>> gradients) {
        var flat = new ArrayList<Tensor>();
        var reached = new ArrayList<Optional<Tensor>>();
        for (int i = 0; i < state.groups.size(); i++) {
            var own = state.positions().get(i).stream().map(gradients::get).toList();
            flat.add(accumulated(
                    state.groups.get(i), unscaled(state.groups.get(i).join(own))));
            reached.add(reached(state.groups.get(i), own));
        }
        var clipped = optimizer.clipping().clip(state.groups, flat);
        var rate = rate();
        for (int i = 0; i < state.groups.size(); i++) {
            update(state.groups.get(i), clipped.get(i), reached.get(i), rate);
        }
        updates.set(state.iterations, calls.add(1));
    }

    private Tensor rate() {
        return optimizer.of(optimizer.learningRate) instanceof LearningRateSchedule schedule
                ? schedule.at(calls)
                : state.rate.orElseThrow().tensor();
    }

    /// True for the elements of variables that have a gradient; empty where all have.
    private static Optional<Tensor> reached(FlatGroup group, List<Optional<Tensor>> gradients) {
        if (gradients.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        var numbers =
                gradients.stream().mapToDouble(each -> each.isPresent() ? 1 : 0).toArray();
        return Optional.of(group.perVariable(numbers).cast(DType.BOOL));
    }

    private Tensor unscaled(Tensor gradient) {
        return optimizer
                .findOf(optimizer.lossScaleFactor)
                .map(factor -> gradient.divide(gradient.constant(factor, gradient.dtype())))
                .orElse(gradient);
    }

    /// The mean of the gradients of a step, where several calls make one.
    private Tensor accumulated(FlatGroup group, Tensor gradient) {
        if (isStep.isEmpty()) {
            return gradient;
        }
        var accumulator = group.slot(OptimizerState.ACCUMULATOR);
        var sum = gradient.add(accumulator.tensor());
        updates.set(accumulator, isStep.get().select(sum.zerosLike(), sum));
        int calls = optimizer.findOf(optimizer.gradientAccumulationSteps).orElseThrow();
        return sum.divide(sum.constant(calls, sum.dtype()));
    }

    private void update(FlatGroup group, Tensor gradient, Optional<Tensor> reached, Tensor rate) {
        var before = group.weights().tensor();
        var names = optimizer.slots().stream().flatMap(List::stream).toList();
        var step = new Step(rate.cast(group.dtype()), steps.add(1), group.values(names));
        var after = kept(optimizer.update(decayed(group, before, step), gradient, step), before, reached);
        step.assigned()
                .forEach((slot, value) -> updates.set(
                        group.slot(slot), kept(value, group.slot(slot).tensor(), reached)));
        updates.set(group.weights(), averaged(group, after));
    }

    /// `after` where this call changes it, else `before`.
    private Tensor kept(Tensor after, Tensor before, Optional<Tensor> reached) {
        var changed = reached.map(each -> each.select(after, before)).orElse(after);
        return isStep.map(each -> each.select(changed, before)).orElse(changed);
    }

    /// w - w * decay * rate.
    private Tensor decayed(FlatGroup group, Tensor w, Step step) {
        var decay = optimizer.findOf(optimizer.weightDecay);
        if (decay.isEmpty()) {
            return w;
        }
        var factor = w.constant(decay.get(), w.dtype());
        if (group.decayed() < group.length()) {
            var index = Tensor.arange(group.length());
            var decays = index.less(index.constant(group.decayed(), DType.INT32));
            factor = decays.select(factor, w.constant(0, w.dtype()));
        }
        return w.subtract(w.multiply(factor).multiply(step.learningRate()));
    }

    /// The weights, with their moving average noted, or put in their place where it is time.
    private Tensor averaged(FlatGroup group, Tensor w) {
        if (!optimizer.of(optimizer.useEma)) {
            return w;
        }
        var slot = group.slot(OptimizerState.AVERAGE);
        var zero = w.constant(0, w.dtype());
        var momentum =
                steps.equal(steps.zerosLike()).select(zero, w.constant(optimizer.of(optimizer.emaMomentum), w.dtype()));
        var rest = w.constant(1, w.dtype()).subtract(momentum);
        var average = momentum.multiply(slot.tensor()).add(rest.multiply(w));
        updates.set(slot, average);
        return optimizer
                .findOf(optimizer.emaOverwriteFrequency)
                .map(every -> steps.add(1)
                        .mod(steps.constant(every, DType.INT64))
                        .equal(steps.zerosLike())
                        .select(average, w))
                .orElse(w);
    }
}
