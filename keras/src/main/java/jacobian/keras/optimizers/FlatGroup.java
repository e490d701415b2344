package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.FlatVariables;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All trainable variables of one dtype as one vector, and the optimizer's vectors beside it.
final class FlatGroup {
    private final FlatVariables weights;
    private final List<Optional<Shape>> shapes;
    private final int[] offsets;
    private final int decayed;
    private final Map<String, FlatSlot> slots = new LinkedHashMap<>();

    /// Variables that weight decay applies to come first, so that one border tells it.
    FlatGroup(List<Variable> given, List<String> slots, Optimizer optimizer) {
        var variables = Stream.concat(
                        given.stream().filter(optimizer::decays),
                        given.stream().filter(each -> !optimizer.decays(each)))
                .toList();
        this.weights = FlatVariables.of(variables);
        this.shapes = variables.stream().map(each -> Optional.of(each.shape())).toList();
        this.offsets = FlatSlot.offsets(shapes);
        this.decayed = offsets[(int) given.stream().filter(optimizer::decays).count()];
        for (var slot : slots) {
            add(slot, optimizer);
        }
    }

    private void add(String slot, Optimizer optimizer) {
        var parts = weights.variables().stream()
                .map(each -> optimizer.part(slot, each))
                .toList();
        if (slot.equals(OptimizerState.AVERAGE) || slot.equals(OptimizerState.ACCUMULATOR)) {
            slots.put(slot, FlatSlot.of(slot, shapes, Tensor.scalar(0, dtype())));
        } else if (parts.equals(shapes)) {
            slots.put(slot, FlatSlot.of(slot, parts, optimizer.initial(slot, weights.tensor())));
        } else if (parts.stream().anyMatch(Optional::isPresent)) {
            slots.put(slot, FlatSlot.of(slot, parts, Tensor.scalar(0, dtype())));
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
        return offsets[size()];
    }

    /// How many elements, from the first on, weight decay applies to.
    int decayed() {
        return decayed;
    }

    /// The slot called `name`; none where no weight of this group has a part in it.
    Optional<FlatSlot> find(String name) {
        return Optional.ofNullable(slots.get(name));
    }

    FlatSlot slot(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("no slot \"" + name + "\" among " + slots.keySet()));
    }

    /// Whether the parts of a slot lie as the weights do.
    boolean isWhole(FlatSlot slot) {
        return slot.liesAt(offsets);
    }

    /// The part of `flat` that belongs to variable number `index`, as a vector.
    Tensor piece(Tensor flat, int index) {
        return flat.range(0, offsets[index], offsets[index + 1]);
    }

    /// The parts of `flat`, each in the shape of its variable.
    List<Tensor> split(Tensor flat) {
        return IntStream.range(0, size())
                .mapToObj(i -> piece(flat, i).reshape(variable(i).shape()))
                .toList();
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

    /// `gradient` in the fixed shape of its variable, so that the length of the vector is known when it is
    /// compiled.
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
