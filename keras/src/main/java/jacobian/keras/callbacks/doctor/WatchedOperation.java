package jacobian.keras.callbacks.doctor;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An operation that can make NaN or infinity of finite numbers, such as a logarithm: whether it has.
///
/// @param where the layer it belongs to, or `loss`
record WatchedOperation(String where, String name, int at) {
    private static final Set<Op> RISKY = Set.of(
            Unary.LOG,
            Unary.LOG1P,
            Unary.EXP,
            Unary.EXPM1,
            Unary.SQRT,
            Unary.RSQRT,
            Unary.ASIN,
            Unary.ACOS,
            Unary.ACOSH,
            Unary.ATANH,
            Binary.DIVIDE,
            Binary.POWER);

    /// Larger results, apart from the batch, and further operations are not looked at.
    private static final int LARGEST = 1 << 14;

    private static final int MOST = 16;

    /// Those between `known` tensors and `result`, in the order in which they are computed.
    static List<WatchedOperation> of(String where, Tensor result, Map<Node, Tensor> known, Signs signs) {
        var watched = new ArrayList<WatchedOperation>();
        var made = new java.util.IdentityHashMap<>(known);
        made.remove(result.node());
        for (var node : order(result.node(), made)) {
            var operation = tensor(node, made);
            made.put(node, operation);
            if (RISKY.contains(node.op()) && isSmall(node) && watched.size() < MOST) {
                int at = signs.add(operation.isfinite().cast(DType.FLOAT32).min());
                watched.add(new WatchedOperation(where, name(node.op()), at));
            }
        }
        return watched;
    }

    /// The operation again, on tensors; the compiler makes one of the two.
    private static Tensor tensor(Node node, Map<Node, Tensor> made) {
        var inputs = node.inputs().stream()
                .map(each -> java.util.Objects.requireNonNull(made.get(each)))
                .toList();
        return Tensor.applyAll(node.op(), inputs).getFirst();
    }

    /// All that `result` is computed of and that is not known: inputs before what uses them.
    private static List<Node> order(Node result, Map<Node, Tensor> known) {
        var order = new ArrayList<Node>();
        var seen = new HashSet<Node>();
        var waiting = new ArrayDeque<Node>(List.of(result));
        while (!waiting.isEmpty()) {
            var node = waiting.peek();
            var missing = node.inputs().stream()
                    .filter(each -> !known.containsKey(each) && !seen.contains(each))
                    .toList();
            if (missing.isEmpty() || seen.contains(node)) {
                waiting.pop();
                if (seen.add(node)) {
                    order.add(node);
                }
            } else {
                missing.forEach(waiting::push);
            }
        }
        return order;
    }

    private static boolean isSmall(Node node) {
        long size = 1;
        for (var dim : node.type().shape().dims()) {
            size *= dim.isFixed() ? dim.size() : 1;
        }
        return size <= LARGEST;
    }

    private static String name(Op op) {
        return op.toString().toLowerCase(Locale.ROOT);
    }

    boolean isFinite(float... signs) {
        return signs[at] == 1;
    }
}
