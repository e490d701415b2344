package jacobian.engine.tensor;

import jacobian.engine.graph.Gather;
import jacobian.engine.graph.ScatterAdd;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import java.util.List;
import java.util.stream.IntStream;

/// The functions of [Tensor] whose result has a shape that depends on the values. They read the tensor at once,
/// so that they cannot be part of a program that is traced ([Compiled], a model's `call`), and no gradient
/// flows through them.
abstract class Findings extends JoinedTensors {
    /// This, as what it is.
    public abstract Tensor self();

    /// The tensor, whose values `name` is about to read.
    private Tensor known(String name) {
        var x = self();
        if (Trace.isActive() && Trace.isSymbolic(x.node())) {
            throw new IllegalStateException(name + " of " + x.type() + " has a shape that depends on the values, which"
                    + " a traced program does not know: call it outside, or use where and a mask");
        }
        return x;
    }

    /// The places of the elements that are not 0, in row-major order: for each axis a vector (int32) of indices.
    public List<Tensor> nonzero() {
        var values = known("nonzero").doubles();
        var places =
                IntStream.range(0, values.length).filter(i -> values[i] != 0).toArray();
        return Tensor.of(places).unravelIndex(self().shape());
    }

    /// The places of the elements that are not 0: [#nonzero] of `condition`.
    public static List<Tensor> where(Tensor condition) {
        return condition.nonzero();
    }

    /// How often each of 0, 1, ..., the largest element occurs (int32); along the last axis of a matrix.
    public Tensor bincount() {
        return bincount(0);
    }

    /// How often each of 0, 1, ..., the largest element, but at least `minlength` numbers, occurs (int32).
    public Tensor bincount(int minlength) {
        return counted(Tensor.ones(self().shape(), DType.INT32), minlength);
    }

    /// For each of 0, 1, ..., the largest element, but at least `minlength` numbers, the sum of the weights of
    /// the elements that are that number.
    public Tensor bincount(Tensor weights, int minlength) {
        if (!weights.shape().equals(self().shape())) {
            throw new ShapeException(
                    "cannot count " + self().shape() + " with weights " + weights.shape() + ": needs equal shapes");
        }
        return counted(weights, minlength);
    }

    private Tensor counted(Tensor weights, int minlength) {
        var x = known("bincount");
        if (x.dtype().isFloating() || x.rank() < 1 || x.rank() > 2) {
            throw new DTypeException("cannot count " + x.type() + ": needs integers in one or two axes");
        }
        var values = x.ints();
        int length = Math.max(minlength, 1 + IntStream.of(values).max().orElse(-1));
        if (IntStream.of(values).anyMatch(value -> value < 0)) {
            throw new ShapeException("cannot count " + x.shape() + ": an element is below 0");
        }
        if (x.rank() == 1) {
            return x.apply(new ScatterAdd(0, Dim.fixed(length)), List.of(x.cast(DType.INT32), weights));
        }
        int rows = x.shape().size(0);
        var first = Tensor.arange(rows).expandDims(1).multiply(x.constant(length, DType.INT32));
        var places = x.cast(DType.INT32).add(first).ravel();
        var all = x.apply(new ScatterAdd(0, Dim.fixed(rows * length)), List.of(places, weights.ravel()));
        return all.reshape(rows, length);
    }

    /// How many elements (float32) fall into each of 10 equal bins from the smallest to the largest, and the
    /// edges.
    public Histogram histogram() {
        return histogram(10);
    }

    /// How many elements fall into each of `bins` equal bins from the smallest to the largest.
    public Histogram histogram(int bins) {
        var x = self().floating();
        var low = x.min();
        var high = x.max();
        var flat = low.equal(high).cast(x.dtype()).multiply(x.constant(0.5, x.dtype()));
        return histogram(Tensor.linspace(low.subtract(flat), high.add(flat), Spacing.of(bins + 1)));
    }

    /// How many elements fall into each of `bins` equal bins from `low` to `high`.
    public Histogram histogram(int bins, double low, double high) {
        return histogram(Tensor.linspace(low, high, bins + 1));
    }

    /// How many elements fall into each of the bins with these rising edges; the last holds its upper edge too.
    public Histogram histogram(Tensor edges) {
        var x = self().floating().ravel().expandDims(-1);
        int bins = edges.shape().size(0) - 1;
        if (edges.rank() != 1 || bins < 1) {
            throw new ShapeException("bins with edges " + edges.shape() + ": needs a vector of two or more");
        }
        var low = edges.range(0, 0, bins);
        var high = edges.range(0, 1, bins + 1);
        var top = Tensor.arange(bins).equal(bins - 1);
        var below = x.less(high).logicalOr(top.logicalAnd(x.equal(high)));
        var counts = x.greaterEqual(low).logicalAnd(below).cast(DType.FLOAT32).sum(0);
        return new Histogram(counts, edges);
    }

    /// Counts, and the edges of their bins: one more.
    public record Histogram(Tensor counts, Tensor edges) {}

    /// The different elements, smallest first, and where and how often they occur.
    public Unique unique() {
        return Unique.of(known("unique").reshape(-1, 1)).shaped(self().shape(), 0, true);
    }

    /// The different slices along `axis` in lexicographic order, and where and how often they occur.
    public Unique unique(int axis) {
        var x = known("unique");
        int at = x.shape().axis(axis);
        var first = x.moveaxis(at, 0);
        var rows = first.reshape(x.shape().size(at), -1);
        var found = Unique.of(rows);
        var values = first.apply(new Gather(0), List.of(first, found.index()));
        return new Unique(values.moveaxis(0, at), found.index(), found.inverse(), found.counts(), at);
    }
}
