package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The gradient of running products, right where elements are zero.
///
/// For inclusive products, dx_j = sum over i >= j of up_i * (product of x_k over k <= i, k != j). With the
/// pairs (i, j) as a matrix of factors, each entry is the product of a row in which factor j is replaced by 1:
/// quadratic in the axis, exact.
final class CumulativeProduct {
    private CumulativeProduct() {}

    static Node gradient(Cumulative op, Node x, Node upstream) {
        int axis = op.axis();
        int last = x.rank() - 1;
        var moved = op.reverse() ? Node.of(new Reverse(List.of(axis)), x) : x;
        var up = op.reverse() ? Node.of(new Reverse(List.of(axis)), upstream) : upstream;
        var result = lastAxis(moved.swapaxes(axis, last), up.swapaxes(axis, last), op.exclusive())
                .swapaxes(axis, last);
        return op.reverse() ? Node.of(new Reverse(List.of(axis)), result) : result;
    }

    /// `x` and `up` are (..., n); entry (i, j, k) of the cube is x_k, or 1 where k is j or not yet reached at i.
    private static Node lastAxis(Node x, Node up, boolean exclusive) {
        int rank = x.rank();
        var n = x.shape().dim(-1);
        var cube = x.shape().range(0, rank - 1).concat(jacobian.engine.shape.Shape.of(List.of(n, n, n)));
        var i = index(cube, rank - 1);
        var j = index(cube, rank);
        var k = index(cube, rank + 1);
        var reached = exclusive ? k.less(i) : k.lessEqual(i);
        var factor = Node.of(
                new Broadcast(cube, List.of(rank - 1, rank)), x.expandDims(-2).expandDims(-2));
        var used = Node.of(Binary.AND, reached, k.notEqual(j));
        var one = Node.full(1, x.dtype(), cube);
        var products = Node.of(new Reduce(Reduce.Kind.PRODUCT, List.of(rank + 1)), used.select(factor, one));
        var square = products.shape();
        var row = index(square, rank - 1);
        var column = index(square, rank);
        var counts = exclusive ? column.less(row) : column.lessEqual(row);
        var upstream = Node.of(new Broadcast(square, List.of(rank)), up.expandDims(-1));
        var terms = counts.select(upstream.multiply(products), Node.full(0, x.dtype(), square));
        return Node.of(new Reduce(Reduce.Kind.SUM, List.of(rank - 1)), terms);
    }

    private static Node index(jacobian.engine.shape.Shape shape, int axis) {
        return Node.of(new Iota(new TensorType(DType.INT32, shape), axis));
    }
}
