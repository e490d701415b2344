package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// One step of an optimizer, noted in an update: what all optimizers have in common around their formula.
final class OptimizerUpdate {
    private final Optimizer optimizer;
    private final OptimizerState state;
    private final Updates updates;

    /// False where nothing at all may change; empty where that never is.
    private final Optional<Tensor> gate;

    /// How often the optimizer was called before, and the steps that made.
    private final Tensor calls;

    private final Tensor steps;

    /// True where this call changes weights, false where it only accumulates; empty where every call does.
    private final Optional<Tensor> isStep;

    OptimizerUpdate(Optimizer optimizer, OptimizerState state, Updates updates, Optional<Tensor> gate) {
        this.optimizer = optimizer;
        this.state = state;
        this.updates = updates;
        this.gate = gate;
        this.calls = state.iterations.tensor();
        var perStep =
                optimizer.findOf(optimizer.gradientAccumulationSteps).map(each -> calls.constant(each, DType.INT64));
        this.steps = perStep.map(calls::floorDivide).orElse(calls);
        this.isStep = perStep.map(each -> calls.add(1).mod(each).equal(calls.zerosLike()));
    }

    void run(List<Optional<Tensor>> gradients) {
        var flat = new ArrayList<Tensor>();
        var reached = new ArrayList<Optional<double[]>>();
        for (int i = 0; i < state.groups.size(); i++) {
            var own = state.positions().get(i).stream().map(gradients::get).toList();
            flat.add(accumulated(
                    state.groups.get(i), unscaled(state.groups.get(i).join(own))));
            reached.add(reached(own));
        }
        var clipped = optimizer.clipping().clip(state.groups, flat);
        var rate = rate();
        for (int i = 0; i < state.groups.size(); i++) {
            update(state.groups.get(i), clipped.get(i), reached.get(i), rate);
        }
        put(state.iterations, calls.add(1));
    }

    private void put(Variable variable, Tensor value) {
        updates.set(variable, gated(value, variable.tensor()));
    }

    private Tensor gated(Tensor after, Tensor before) {
        return gate.map(each -> each.select(after, before)).orElse(after);
    }

    private Tensor rate() {
        return optimizer.of(optimizer.learningRate) instanceof LearningRateSchedule schedule
                ? schedule.at(calls)
                : state.rate.orElseThrow().tensor();
    }

    /// 1 for each variable that has a gradient, 0 for the others; empty where all have.
    private static Optional<double[]> reached(List<Optional<Tensor>> gradients) {
        return gradients.stream().allMatch(Optional::isPresent)
                ? Optional.empty()
                : Optional.of(gradients.stream()
                        .mapToDouble(each -> each.isPresent() ? 1 : 0)
                        .toArray());
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
        var accumulator = group.slot(OptimizerState.ACCUMULATOR).variable();
        var sum = gradient.add(accumulator.tensor());
        put(accumulator, isStep.get().select(sum.zerosLike(), sum));
        int calls = optimizer.findOf(optimizer.gradientAccumulationSteps).orElseThrow();
        return sum.divide(sum.constant(calls, sum.dtype()));
    }

    private void update(FlatGroup group, Tensor gradient, Optional<double[]> reached, Tensor rate) {
        var before = group.weights().tensor();
        var step = new Step(rate.cast(group.dtype()), steps.add(1), group, slots(group));
        var mask = reached.map(each -> group.perVariable(each).cast(DType.BOOL));
        var after = kept(optimizer.update(decayed(group, before, step), gradient, step), before, mask);
        step.assigned().forEach((name, value) -> {
            var slot = group.find(name);
            var variable = slot.map(FlatSlot::variable).orElseGet(() -> state.scalars.get(name));
            var reach = slot.flatMap(each -> group.isWhole(each)
                    ? mask
                    : reached.map(numbers -> each.perWeight(numbers).cast(DType.BOOL)));
            put(variable, kept(value.cast(variable.dtype()), variable.tensor(), reach));
        });
        var result = constrained(group, averaged(group, after), reached);
        updates.set(group.weights(), gated(result, before));
    }

    /// The values of slots and numbers before this step.
    private Map<String, Tensor> slots(FlatGroup group) {
        var values = new LinkedHashMap<String, Tensor>();
        optimizer
                .slots()
                .forEach(names -> names.forEach(name -> group.find(name)
                        .ifPresent(slot -> values.put(name, slot.variable().tensor()))));
        state.scalars.forEach((name, scalar) -> values.put(name, scalar.tensor().cast(group.dtype())));
        return values;
    }

    /// `after` where this call changes it, else `before`.
    private Tensor kept(Tensor after, Tensor before, Optional<Tensor> reached) {
        var changed = reached.map(each -> each.select(after, before)).orElse(after);
        return isStep.map(each -> each.select(changed, before)).orElse(changed);
    }

    /// w - w * decay * rate.
    private Tensor decayed(FlatGroup group, Tensor w, Step step) {
        var decays = group.weights().variables().stream()
                .mapToDouble(
                        each -> optimizer.decays(each) ? optimizer.decayOf(each).orElse(0.0) : 0)
                .toArray();
        double largest = DoubleStream.of(decays).max().orElse(0);
        return largest == 0
                ? w
                : w.subtract(w.multiply(factor(group, decays, largest)).multiply(step.learningRate()));
    }

    /// The decay of each element; the same for all, or for all up to a border, is no vector in memory.
    private Tensor factor(FlatGroup group, double[] decays, double largest) {
        boolean same = IntStream.range(0, decays.length)
                .allMatch(i -> decays[i] == largest || !optimizer.decays(group.variable(i)));
        if (!same) {
            return group.perVariable(decays);
        }
        var w = group.weights().tensor();
        var factor = w.constant(largest, w.dtype());
        if (group.decayed() == group.length()) {
            return factor;
        }
        var index = Tensor.arange(group.length());
        var isDecayed = index.less(index.constant(group.decayed(), DType.INT32));
        return isDecayed.select(factor, w.constant(0, w.dtype()));
    }

    /// The weights, with their moving average noted, or put in their place where it is time.
    private Tensor averaged(FlatGroup group, Tensor w) {
        if (!optimizer.of(optimizer.useEma)) {
            return w;
        }
        var slot = group.slot(OptimizerState.AVERAGE).variable();
        var zero = w.constant(0, w.dtype());
        var momentum =
                steps.equal(steps.zerosLike()).select(zero, w.constant(optimizer.of(optimizer.emaMomentum), w.dtype()));
        var rest = w.constant(1, w.dtype()).subtract(momentum);
        var average = momentum.multiply(slot.tensor()).add(rest.multiply(w));
        put(slot, average);
        return optimizer
                .findOf(optimizer.emaOverwriteFrequency)
                .map(every -> steps.add(1)
                        .mod(steps.constant(every, DType.INT64))
                        .equal(steps.zerosLike())
                        .select(average, w))
                .orElse(w);
    }

    /// The weights, those with a gradient and a constraint brought to where it holds; at every call, as in Keras.
    private static Tensor constrained(FlatGroup group, Tensor w, Optional<double[]> reached) {
        var variables = group.weights().variables();
        if (variables.stream().allMatch(each -> each.constraint().isEmpty())) {
            return w;
        }
        var parts = new ArrayList<>(group.split(w));
        for (int i = 0; i < parts.size(); i++) {
            int index = i;
            boolean changes = reached.map(each -> each[index] == 1).orElse(true);
            var constraint = variables.get(i).constraint().filter(_ -> changes);
            parts.set(i, constraint.map(each -> each.apply(parts.get(index))).orElse(parts.get(i)));
        }
        return group.weights().join(parts);
    }
}
