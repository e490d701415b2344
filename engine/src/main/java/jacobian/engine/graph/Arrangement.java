package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Elements repeated, moved round, turned and split. Axes count from the end when negative.
public interface Arrangement<T extends Operations<T>> extends Operand<T> {
    /// All elements moved `shift` places on in row-major order, those that fall off the end put in front.
    default T roll(int shift) {
        return self().ravel().roll(shift, 0).reshape(shape());
    }

    /// The elements moved `shift` places on along `axis`, those that fall off the end put in front.
    default T roll(int shift, int axis) {
        int size = shape().size(axis);
        if (size == Shape.ANY) {
            var places = iota(Shape.of(List.of(shape().dim(axis))), 0).subtract(constant(shift, DType.INT32));
            return self().take(places.mod(self().count(DType.INT32, axis)), axis);
        }
        int from = size == 0 ? 0 : Math.floorMod(-shift, size);
        return from == 0
                ? self()
                : Joining.concatenate(List.of(self().range(axis, from, Range.END), self().range(axis, 0, from)), axis)
                        .reshape(shape());
    }

    /// Rolled by `shifts[i]` along `axes[i]`, one after the other.
    default T roll(int[] shifts, int[] axes) {
        if (shifts.length != axes.length) {
            throw new ShapeException("cannot roll " + shape() + " by " + Arrays.toString(shifts) + " along "
                    + Arrays.toString(axes) + ": needs one axis for each shift");
        }
        var result = self();
        for (int i = 0; i < axes.length; i++) {
            result = result.roll(shifts[i], axes[i]);
        }
        return result;
    }

    /// Turned by a quarter from the first axis towards the second.
    default T rot90() {
        return rot90(1, 0, 1);
    }

    /// Turned by `k` quarters from axis `first` towards axis `second`.
    default T rot90(int k, int first, int second) {
        if (rank() < 2 || shape().axis(first) == shape().axis(second)) {
            throw new ShapeException(
                    "cannot turn " + shape() + " from axis " + first + " to " + second + ": needs two different axes");
        }
        return switch (Math.floorMod(k, 4)) {
            case 1 -> self().flip(second).swapaxes(first, second);
            case 2 -> self().flip(first, second);
            case 3 -> self().swapaxes(first, second).flip(second);
            default -> self();
        };
    }

    /// The order along axis 1 turned round: left and right exchanged.
    default T fliplr() {
        return self().flip(1);
    }

    /// The order along axis 0 turned round: up and down exchanged.
    default T flipud() {
        return self().flip(0);
    }

    /// Each of all elements `repeats` times, in one axis.
    default T repeat(int repeats) {
        return self().ravel().repeat(repeats, 0);
    }

    /// Each element along `axis` `repeats` times.
    default T repeat(int repeats, int axis) {
        int at = shape().axis(axis);
        var wide = self().expandDims(at + 1);
        return wide.broadcastTo(wide.shape().with(at + 1, Dim.fixed(repeats))).flattenAxes(at, at + 1);
    }

    /// Element i along `axis` `repeats[i]` times.
    default T repeat(int[] repeats, int axis) {
        int size = shape().size(axis);
        if (repeats.length != size) {
            throw new ShapeException("cannot repeat along axis " + axis + " of " + shape() + " by "
                    + Arrays.toString(repeats) + ": needs one number for each of " + size + " elements");
        }
        var pieces = new ArrayList<T>();
        for (int i = 0; i < size; i++) {
            if (repeats[i] > 0) {
                pieces.add(self().range(axis, i, i + 1).repeat(repeats[i], axis));
            }
        }
        return pieces.isEmpty() ? self().range(axis, 0, 0) : Joining.concatenate(pieces, axis);
    }

    /// The whole tensor repeated `repeats[i]` times along axis i; the numbers belong to the last axes, missing
    /// ones are 1, and more numbers than axes add axes in front.
    default T tile(int... repeats) {
        var x = self();
        while (x.rank() < repeats.length) {
            x = x.expandDims(0);
        }
        for (int i = 0; i < repeats.length; i++) {
            int axis = x.rank() - repeats.length + i;
            if (repeats[i] != 1) {
                var wide = x.expandDims(axis);
                x = wide.broadcastTo(wide.shape().with(axis, Dim.fixed(repeats[i])))
                        .flattenAxes(axis, axis + 1);
            }
        }
        return x;
    }

    /// Axis `source` put at position `destination`, the order of the others kept.
    default T moveaxis(int source, int destination) {
        return moveaxis(new int[] {source}, new int[] {destination});
    }

    /// Axes `source[i]` put at positions `destination[i]`, the order of the others kept.
    default T moveaxis(int[] source, int[] destination) {
        if (source.length != destination.length) {
            throw new ShapeException("cannot move axes " + Arrays.toString(source) + " to "
                    + Arrays.toString(destination) + ": needs as many positions as axes");
        }
        var from = IntStream.of(source).map(shape()::axis).toArray();
        var order = new int[rank()];
        Arrays.fill(order, -1);
        for (int i = 0; i < source.length; i++) {
            order[shape().axis(destination[i])] = from[i];
        }
        var rest = IntStream.range(0, rank())
                .filter(axis -> IntStream.of(from).noneMatch(each -> each == axis))
                .iterator();
        for (int i = 0; i < order.length; i++) {
            order[i] = order[i] < 0 ? rest.next() : order[i];
        }
        return self().transpose(order);
    }

    /// The differences of neighbours along the last axis.
    default T diff() {
        return diff(1, -1);
    }

    /// The differences of neighbours along `axis`, taken `n` times; of bools, whether they differ.
    default T diff(int n, int axis) {
        if (n < 0) {
            throw new ShapeException("differences are taken " + n + " times: the number is 0 or more");
        }
        var x = self();
        for (int i = 0; i < n; i++) {
            var after = x.range(axis, new Range(1, Range.END, 1));
            var before = x.range(axis, 0, -1);
            x = dtype() == DType.BOOL ? after.notEqual(before) : after.subtract(before);
        }
        return x;
    }

    /// `sections` equal pieces along axis 0.
    default List<T> split(int sections) {
        return split(sections, 0);
    }

    /// `sections` equal pieces along `axis`.
    default List<T> split(int sections, int axis) {
        int size = shape().size(axis);
        if (sections < 1 || size % sections != 0) {
            throw new ShapeException("cannot split axis " + axis + " of " + shape() + " into " + sections
                    + " equal pieces: use arraySplit for unequal ones");
        }
        return arraySplit(sections, axis);
    }

    /// The pieces along `axis` that begin at 0 and at each of `indices`.
    default List<T> split(int[] indices, int axis) {
        var pieces = new ArrayList<T>();
        int from = 0;
        for (int to : indices) {
            pieces.add(self().range(axis, from, to));
            from = to;
        }
        pieces.add(self().range(axis, from, Range.END));
        return pieces;
    }

    /// `sections` pieces along `axis`, of which the first are one longer where the size is no multiple.
    default List<T> arraySplit(int sections, int axis) {
        int size = shape().size(axis);
        if (sections < 1 || size == Shape.ANY) {
            throw new ShapeException("cannot split axis " + axis + " of " + shape() + " into " + sections + " pieces");
        }
        var starts = IntStream.range(1, sections)
                .map(i -> i * (size / sections) + Math.min(i, size % sections))
                .toArray();
        return split(starts, axis);
    }

    /// [#split] along axis 1, of a vector along axis 0.
    default List<T> hsplit(int sections) {
        return split(sections, rank() == 1 ? 0 : 1);
    }

    default List<T> hsplit(int... indices) {
        return split(indices, rank() == 1 ? 0 : 1);
    }

    /// [#split] along axis 0.
    default List<T> vsplit(int sections) {
        return split(sections, 0);
    }

    default List<T> vsplit(int... indices) {
        return split(indices, 0);
    }

    /// [#split] along axis 2.
    default List<T> dsplit(int sections) {
        return split(sections, 2);
    }

    default List<T> dsplit(int... indices) {
        return split(indices, 2);
    }

    /// All elements of this and then of `other`, in one axis.
    default T append(T other) {
        return Joining.concatenate(List.of(self().ravel(), other.ravel()), 0);
    }

    /// This and then `other` along `axis`.
    default T append(T other, int axis) {
        return Joining.concatenate(List.of(self(), other), axis);
    }

    /// The index (int32) along `axis` of each element of `shape`.
    private T iota(Shape shape, int axis) {
        return self().apply(new Iota(new TensorType(DType.INT32, shape), axis), List.of());
    }
}
