package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// One slot of a group: a vector that holds a part for each weight, one after the other. A part mostly has the
/// shape of its weight; a few optimizers keep less, or nothing for some weights.
final class FlatSlot {
    private final Variable variable;
    private final List<Optional<Shape>> shapes;
    private final int[] offsets;

    private FlatSlot(Variable variable, List<Optional<Shape>> shapes, int[] offsets) {
        this.variable = variable;
        this.shapes = shapes;
        this.offsets = offsets;
    }

    /// A slot with parts of the given shapes that holds `initial`, a vector or a number for all elements.
    static FlatSlot of(String name, List<Optional<Shape>> shapes, Tensor initial) {
        var offsets = offsets(shapes);
        var variable = new Variable(name, initial.broadcastTo(Shape.of(offsets[shapes.size()])));
        variable.setTrainable(false);
        return new FlatSlot(variable, List.copyOf(shapes), offsets);
    }

    /// Where each part begins, and where the last one ends.
    static int[] offsets(List<Optional<Shape>> shapes) {
        var offsets = new int[shapes.size() + 1];
        for (int i = 0; i < shapes.size(); i++) {
            int size = shapes.get(i).map(shape -> (int) shape.size()).orElse(0);
            offsets[i + 1] = Math.addExact(offsets[i], size);
        }
        return offsets;
    }

    Variable variable() {
        return variable;
    }

    /// Whether its parts begin and end at `offsets`.
    boolean liesAt(int[] offsets) {
        return Arrays.equals(this.offsets, offsets);
    }

    DType dtype() {
        return variable.dtype();
    }

    /// Whether it holds a part for weight number `index`.
    boolean has(int index) {
        return shapes.get(index).isPresent();
    }

    /// The part of `flat` that belongs to weight number `index`, in its shape.
    Tensor part(Tensor flat, int index) {
        return flat.range(0, offsets[index], offsets[index + 1])
                .reshape(shapes.get(index).orElseThrow());
    }

    /// One part for each weight that has one, joined as one vector.
    Tensor join(List<Tensor> parts) {
        var flat = parts.stream().map(Tensor::ravel).toList();
        return Tensor.concatenate(flat, 0);
    }

    /// A vector with one number for each weight, repeated for the elements of its part.
    Tensor perWeight(double... numbers) {
        var any = variable.tensor();
        return join(IntStream.range(0, shapes.size())
                .filter(this::has)
                .mapToObj(i -> any.constant(numbers[i], dtype())
                        .broadcastTo(shapes.get(i).orElseThrow()))
                .toList());
    }

    /// Replaces the part of weight number `index`.
    void assign(int index, Tensor value) {
        var flat = variable.tensor();
        var parts = new ArrayList<Tensor>();
        parts.add(flat.range(0, 0, offsets[index]));
        parts.add(value.cast(dtype()).ravel());
        parts.add(flat.range(0, offsets[index + 1], offsets[shapes.size()]));
        variable.assign(join(parts));
    }
}
