package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Config;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an optimizer keeps from step to step.
final class OptimizerState {
    static final String AVERAGE = "average";
    static final String ACCUMULATOR = "gradient_accumulator";

    /// Where a weight lies.
    record Place(FlatGroup group, int index) {
        Variable weight() {
            return group.variable(index);
        }
    }

    /// How often the optimizer was called, an int64 scalar.
    final Variable iterations = scalar("iteration", Tensor.int64(new long[] {0}).at(0, 0));

    /// The learning rate, a scalar of [Config#floatx]; none under a schedule.
    final Optional<Variable> rate;

    final List<FlatGroup> groups = new ArrayList<>();

    /// Numbers that belong to no weight.
    final Map<String, Variable> scalars = new LinkedHashMap<>();

    private final Optimizer optimizer;
    private final List<List<String>> slots = new ArrayList<>();
    private final List<Variable> trainable;

    OptimizerState(Optimizer optimizer, List<Variable> trainable) {
        this.optimizer = optimizer;
        this.trainable = List.copyOf(trainable);
        this.rate = optimizer.of(optimizer.learningRate) instanceof LearningRateSchedule
                ? Optional.empty()
                : Optional.of(scalar("learning_rate", Tensor.scalar(optimizer.rateToStartWith(), Config.floatx())));
        if (optimizer.of(optimizer.useEma)) {
            slots.add(List.of(AVERAGE));
        }
        if (optimizer.findOf(optimizer.gradientAccumulationSteps).isPresent()) {
            slots.add(List.of(ACCUMULATOR));
        }
        slots.addAll(optimizer.slots());
        var byType = new LinkedHashMap<DType, List<Variable>>();
        trainable.forEach(each ->
                byType.computeIfAbsent(each.dtype(), _ -> new ArrayList<>()).add(each));
        var names = slots.stream().flatMap(List::stream).toList();
        byType.values().forEach(variables -> groups.add(new FlatGroup(variables, names, optimizer)));
        var type = trainable.get(0).dtype();
        optimizer.scalars().forEach((name, value) -> scalars.put(name, scalar(name, Tensor.scalar(value, type))));
    }

    static Variable scalar(String name, Tensor value) {
        var variable = new Variable(name, value);
        variable.setTrainable(false);
        return variable;
    }

    List<Variable> trainable() {
        return trainable;
    }

    /// For each group, which of the trainable variables are its.
    List<List<Integer>> positions() {
        return groups.stream()
                .map(group -> group.weights().variables().stream()
                        .map(trainable::indexOf)
                        .toList())
                .toList();
    }

    private Place place(Variable weight) {
        for (var group : groups) {
            int index = group.weights().variables().indexOf(weight);
            if (index >= 0) {
                return new Place(group, index);
            }
        }
        throw new IllegalStateException(weight + " is in no group");
    }

    List<OptimizerVariable> variables() {
        var all = new ArrayList<OptimizerVariable>();
        all.add(of(iterations));
        rate.ifPresent(variable -> all.add(of(variable)));
        for (var alternating : slots) {
            for (var weight : trainable) {
                alternating.forEach(slot -> of(place(weight), slot).ifPresent(all::add));
            }
        }
        scalars.values().forEach(each -> all.add(of(each)));
        return all;
    }

    static OptimizerVariable of(Variable scalar) {
        return new OptimizerVariable(
                scalar.name(), Optional.empty(), scalar::tensor, value -> scalar.assign(value.cast(scalar.dtype())));
    }

    private Optional<OptimizerVariable> of(Place place, String name) {
        int index = place.index();
        return place.group()
                .find(name)
                .filter(slot -> slot.has(index))
                .map(slot -> new OptimizerVariable(
                        optimizer.stateName(name, place.weight()),
                        Optional.of(place.weight()),
                        () -> slot.part(slot.variable().tensor(), index),
                        value -> slot.assign(index, value)));
    }
}
