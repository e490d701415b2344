package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.FlatVariables;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All trainable variables of one dtype as one vector, and the optimizer's vectors of the same length.
final class FlatGroup {
    private final FlatVariables weights;
    private final int[] offsets;
    private final int decayed;
    private final Map<String, Variable> slots = new LinkedHashMap<>();

    /// Variables for which `decays` holds come first, so that one border tells what weight decay applies to.
    FlatGroup(List<Variable> given, List<String> slots, Predicate<Variable> decays) {
        var variables = Stream.concat(
                        given.stream().filter(decays), given.stream().filter(decays.negate()))
                .toList();
        this.weights = FlatVariables.of(variables);
        this.decayed = (int) given.stream()
                .filter(decays)
                .mapToLong(each -> each.shape().size())
                .sum();
        this.offsets = new int[variables.size() + 1];
        for (int i = 0; i < variables.size(); i++) {
            offsets[i + 1] =
                    Math.addExact(offsets[i], (int) variables.get(i).shape().size());
        }
        for (var slot : slots) {
            var variable =
                    new Variable(slot, Tensor.full(0, dtype(), weights.type().shape()));
            variable.setTrainable(false);
            this.slots.put(slot, variable);
        }
    }

    FlatVariables weights() {
        return weights;
    }

    DType dtype() {
        return weights.type().dtype();
    }

    /// How many elements there are.
    int length() {
        return offsets[offsets.length - 1];
    }

    /// How many elements, from the first on, weight decay applies to.
    int decayed() {
        return decayed;
    }

    Variable slot(String name) {
        var slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("no slot \"" + name + "\" among " + slots.keySet());
        }
        return slot;
    }

    /// The values of the given slots now.
    Map<String, Tensor> values(List<String> names) {
        var values = new LinkedHashMap<String, Tensor>();
        names.forEach(name -> values.put(name, slot(name).tensor()));
        return values;
    }

    /// The part of `flat` that belongs to variable number `index`, as a vector.
    Tensor piece(Tensor flat, int index) {
        return flat.range(0, offsets[index], offsets[index + 1]);
    }

    /// The part of a slot that belongs to a variable, in the variable's shape.
    Tensor piece(String slot, int index) {
        return piece(slot(slot).tensor(), index).reshape(variable(index).shape());
    }

    /// Replaces the part of a slot that belongs to a variable.
    void assign(String slot, int index, Tensor value) {
        var flat = slot(slot).tensor();
        var before = flat.range(0, 0, offsets[index]);
        var after = flat.range(0, offsets[index + 1], length());
        slot(slot).assign(before.concat(0, List.of(value.cast(dtype()).flatten(), after)));
    }

    Variable variable(int index) {
        return weights.variables().get(index);
    }

    int size() {
        return weights.variables().size();
    }

    /// One gradient a variable as one vector, zeros where there is none.
    Tensor join(List<Optional<Tensor>> gradients) {
        var parts = new ArrayList<Tensor>();
        for (int i = 0; i < size(); i++) {
            var variable = variable(i);
            parts.add(gradients
                    .get(i)
                    .map(each -> fitted(each, variable))
                    .orElseGet(() -> Tensor.full(0, dtype(), variable.shape())));
        }
        return weights.join(parts);
    }

    /// `gradient` in the fixed shape of its variable, so that the length of the vector is known when it is compiled.
    private static Tensor fitted(Tensor gradient, Variable variable) {
        boolean fits = gradient.rank() == variable.shape().rank();
        for (int i = 0; fits && i < gradient.rank(); i++) {
            fits = gradient.shape().dim(i).agrees(variable.shape().dim(i));
        }
        if (!fits) {
            throw new ShapeException("the gradient of " + variable + " has shape " + gradient.shape()
                    + ": it must have that of the variable");
        }
        return gradient.reshape(variable.shape());
    }

    /// A vector with one number for each variable, repeated for its elements.
    Tensor perVariable(double... numbers) {
        return weights.join(IntStream.range(0, size())
                .mapToObj(i -> weights.tensor()
                        .constant(numbers[i], dtype())
                        .broadcastTo(variable(i).shape()))
                .toList());
    }
}
