package jacobian.engine.shape;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The sizes of a tensor's axes, outermost first: `(batch, steps, features)`. Immutable.
///
/// Axes count from 0, or from the end with negative numbers, as in NumPy.
public final class Shape {
    /// Stands for a size that is not known yet, in [#of(int...)].
    public static final int ANY = Dim.UNKNOWN;

    private static final Shape SCALAR = new Shape(new Dim[0]);

    private final Dim[] dims;

    private Shape(Dim[] dims) {
        this.dims = dims;
    }

    public static Shape scalar() {
        return SCALAR;
    }

    /// A shape of fixed sizes; each [#ANY] becomes an unknown dimension of its own.
    public static Shape of(int... sizes) {
        var dims = new Dim[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            dims[i] = sizes[i] == ANY ? Dim.unknown() : Dim.fixed(sizes[i]);
        }
        return new Shape(dims);
    }

    public static Shape of(List<Dim> dims) {
        return dims.isEmpty() ? SCALAR : new Shape(dims.toArray(Dim[]::new));
    }

    public int rank() {
        return dims.length;
    }

    /// `axis` counted from 0; refuses one that this shape does not have.
    public int axis(int axis) {
        int positive = axis < 0 ? axis + dims.length : axis;
        if (positive < 0 || positive >= dims.length) {
            throw new ShapeException(
                    "no axis " + axis + " in " + this + ": axes go from " + -dims.length + " to " + (dims.length - 1));
        }
        return positive;
    }

    public Dim dim(int axis) {
        return dims[axis(axis)];
    }

    /// The size of `axis`, [#ANY] if it is not known.
    public int size(int axis) {
        return dim(axis).size();
    }

    /// Number of elements; throws where a dimension is not known.
    public long size() {
        long size = 1;
        for (var dim : dims) {
            if (!dim.isKnown()) {
                throw new ShapeException("the number of elements of " + this + " is not known before it has data");
            }
            size *= dim.size();
        }
        return size;
    }

    /// The sizes, [#ANY] where unknown; a fresh array.
    public int[] sizes() {
        var sizes = new int[dims.length];
        Arrays.setAll(sizes, i -> dims[i].size());
        return sizes;
    }

    public List<Dim> dims() {
        return List.of(dims);
    }

    /// Whether every size is known.
    public boolean isKnown() {
        for (var dim : dims) {
            if (!dim.isKnown()) {
                return false;
            }
        }
        return true;
    }

    /// Whether no dimension is a symbol.
    public boolean isFixed() {
        for (var dim : dims) {
            if (!dim.isFixed()) {
                return false;
            }
        }
        return true;
    }

    public Shape with(int axis, Dim dim) {
        var copy = dims.clone();
        copy[axis(axis)] = dim;
        return new Shape(copy);
    }

    public Shape without(int axis) {
        int at = axis(axis);
        var copy = new Dim[dims.length - 1];
        System.arraycopy(dims, 0, copy, 0, at);
        System.arraycopy(dims, at + 1, copy, at, copy.length - at);
        return new Shape(copy);
    }

    /// This shape with `dim` as a new axis before position `axis` (0 to rank).
    public Shape insert(int axis, Dim dim) {
        var copy = new Dim[dims.length + 1];
        System.arraycopy(dims, 0, copy, 0, axis);
        copy[axis] = dim;
        System.arraycopy(dims, axis, copy, axis + 1, dims.length - axis);
        return new Shape(copy);
    }

    /// Axes `from` (inclusive) to `to` (exclusive), counted from 0.
    public Shape range(int from, int to) {
        return new Shape(Arrays.copyOfRange(dims, from, to));
    }

    public Shape concat(Shape other) {
        var copy = Arrays.copyOf(dims, dims.length + other.dims.length);
        System.arraycopy(other.dims, 0, copy, dims.length, other.dims.length);
        return new Shape(copy);
    }

    /// Result axis `i` is this shape's axis `permutation[i]`.
    public Shape permute(List<Integer> permutation) {
        return new Shape(permutation.stream().map(axis -> dims[axis]).toArray(Dim[]::new));
    }

    public Shape map(UnaryOperator<Dim> change) {
        return new Shape(Arrays.stream(dims).map(change).toArray(Dim[]::new));
    }

    /// The same sizes with axis 0, if there is one, as a new symbol: the shape of data whose batch may change.
    public Shape batched() {
        return dims.length == 0 ? this : with(0, Dim.symbolic(dims[0].size()));
    }

    /// The same known sizes, none of them a symbol.
    public Shape fixed() {
        return map(dim -> Dim.fixed(dim.size()));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Shape other && Arrays.equals(dims, other.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /// `(2, 3)`, `(None, 784)`, `(5,)`, `()`.
    @Override
    public String toString() {
        var inner = Arrays.stream(dims).map(Dim::toString).collect(Collectors.joining(", "));
        return "(" + inner + (dims.length == 1 ? ",)" : ")");
    }
}
