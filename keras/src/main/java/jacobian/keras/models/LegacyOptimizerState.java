package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.models.LegacyLoading.Stored;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.OptimizerVariable;
import jacobian.keras.saving.hdf5.Hdf5Group;
import jacobian.keras.serialization.legacy.LegacyOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Gives an optimizer the state that an old file has for it: the number of steps, then for each slot the values
/// of all weights. Keras 3, and tf.keras from 2.11 on, list for each weight the values of all slots.
///
/// Where the weights themselves are kept in another form today, the slots are not taken over, and the optimizer
/// begins anew but for the number of steps: that is what Keras does wherever shapes differ.
final class LegacyOptimizerState {
    private static final List<String> CACHES = List.of("momentum_cache", "m_schedule");

    private final Optimizer optimizer;
    private final LegacyOrigin origin;

    private LegacyOptimizerState(Optimizer optimizer, LegacyOrigin origin) {
        this.optimizer = optimizer;
        this.origin = origin;
    }

    static void load(Model model, Hdf5Group group, LegacyOrigin origin) {
        var stored = LegacyLoading.stored(group);
        var weights = model.trainableWeights();
        if (stored.isEmpty() || weights.isEmpty()) {
            return;
        }
        model.optimizer().build(weights);
        new LegacyOptimizerState(model.optimizer(), origin).load(stored, weights);
    }

    private void load(List<Stored> stored, List<Variable> weights) {
        var variables = optimizer.variables();
        boolean isListedAsToday = origin.major() >= 3 || has(stored, each -> each.contains("learning_rate"));
        if (isListedAsToday) {
            if (fit(stored, variables)) {
                for (int i = 0; i < stored.size(); i++) {
                    variables.get(i).assign(stored.get(i).tensor());
                }
            }
            return;
        }
        stored.stream()
                .filter(each -> each.tensor().rank() == 0 && isCount(each))
                .findFirst()
                .ifPresent(count -> variables.getFirst().assign(count.tensor()));
        find(stored, each -> CACHES.stream().anyMatch(each::contains))
                .ifPresent(cache -> variables.stream()
                        .filter(each -> each.name().equals("u_product"))
                        .forEach(each -> each.assign(cache.tensor())));
        if (!origin.backend().equals("theano")) {
            slots(stored, weights, variables);
        }
    }

    private static boolean isCount(Stored stored) {
        return stored.name().contains("iter") || !stored.tensor().dtype().isFloating();
    }

    private static boolean has(List<Stored> stored, Predicate<String> name) {
        return find(stored, name).isPresent();
    }

    private static Optional<Stored> find(List<Stored> stored, Predicate<String> name) {
        return stored.stream().filter(each -> name.test(each.name())).findFirst();
    }

    private static boolean fit(List<Stored> stored, List<OptimizerVariable> variables) {
        if (stored.size() != variables.size()) {
            return false;
        }
        for (int i = 0; i < stored.size(); i++) {
            if (!stored.get(i).tensor().shape().equals(variables.get(i).tensor().shape())) {
                return false;
            }
        }
        return true;
    }

    /// The arrays behind the scalars, slot by slot.
    private static void slots(List<Stored> stored, List<Variable> weights, List<OptimizerVariable> variables) {
        boolean hasScalars = weights.stream().anyMatch(weight -> weight.shape().rank() == 0);
        var arrays = stored.stream()
                .filter(each -> each.tensor().rank() > 0 || hasScalars)
                .toList();
        var kept = bySlot(arrays, weights.size());
        var slots = byWeight(variables);
        var assignments = new LinkedHashMap<OptimizerVariable, Tensor>();
        for (int i = 0; i < weights.size(); i++) {
            var ofWeight = slots.getOrDefault(weights.get(i), List.of());
            for (int slot = 0; slot < ofWeight.size(); slot++) {
                if (slot >= kept.size()
                        || !kept.get(slot).get(i).shape().equals(weights.get(i).shape())) {
                    return;
                }
                assignments.put(ofWeight.get(slot), kept.get(slot).get(i));
            }
        }
        assignments.forEach(OptimizerVariable::assign);
    }

    /// For each slot the values of all `count` weights: tf.keras named them, `Adam/dense/kernel/m:0`, Keras 1
    /// and 2 had one slot behind the other.
    private static List<List<Tensor>> bySlot(List<Stored> arrays, int count) {
        var named = new LinkedHashMap<String, List<Tensor>>();
        for (var each : arrays) {
            var name = each.name().substring(each.name().lastIndexOf('/') + 1);
            named.computeIfAbsent(name, _ -> new ArrayList<>()).add(each.tensor());
        }
        if (named.values().stream().allMatch(slot -> slot.size() == count)) {
            return List.copyOf(named.values());
        }
        var slots = new ArrayList<List<Tensor>>();
        var tensors = LegacyLoading.tensors(arrays);
        for (int at = 0; at + count <= tensors.size(); at += count) {
            slots.add(tensors.subList(at, at + count));
        }
        return slots;
    }

    private static Map<Variable, List<OptimizerVariable>> byWeight(List<OptimizerVariable> variables) {
        var slots = new LinkedHashMap<Variable, List<OptimizerVariable>>();
        for (var variable : variables) {
            variable.weight()
                    .ifPresent(weight -> slots.computeIfAbsent(weight, _ -> new ArrayList<>())
                            .add(variable));
        }
        return slots;
    }
}
