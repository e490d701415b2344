package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Two tensors whose products are summed.
record Contraction<T extends Operations<T>>(T left, T right) {
    T over(List<Integer> first, List<Integer> second) {
        var rows = free(left, first);
        var columns = free(right, second);
        var order = new ArrayList<>(rows);
        order.addAll(first);
        var a = left.transpose(array(order)).reshapeLast(first.size());
        var otherOrder = new ArrayList<>(second);
        otherOrder.addAll(columns);
        var b = right.transpose(array(otherOrder));
        var inner = second.isEmpty() ? b.expandDims(0) : b.flattenAxes(0, second.size() - 1);
        var flat = inner.reshapeLast(columns.size());
        var dims = new ArrayList<Dim>();
        rows.forEach(axis -> dims.add(left.shape().dim(axis)));
        columns.forEach(axis -> dims.add(right.shape().dim(axis)));
        var matrix = rows.isEmpty() ? a.expandDims(0) : a.flattenAxes(0, -2);
        return matrix.matmul(flat).reshape(Shape.of(dims));
    }

    private static <T extends Operations<T>> List<Integer> free(T x, List<Integer> summed) {
        return IntStream.range(0, x.rank())
                .filter(axis -> !summed.contains(axis))
                .boxed()
                .toList();
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(i -> i).toArray();
    }
}
