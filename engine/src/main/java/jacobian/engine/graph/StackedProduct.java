package jacobian.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A product of the body in which one operand is an invariant of the scan that the body uses in no other way.
///
/// @param matmul the product, of two matrices
/// @param side which operand is the invariant
/// @param weight which input of the scan it is
/// @param cotangent the gradient by the product in one step, once that is known; until then the product itself
record StackedProduct(Node matmul, int side, int weight, Node cotangent) {
    /// The products of `scan`, in order.
    static List<StackedProduct> of(Scan scan) {
        var body = scan.body();
        Map<Node, Integer> weights = new IdentityHashMap<>();
        for (int i = scan.carries() + scan.sequences(); i < body.inputs().size(); i++) {
            weights.put(body.inputs().get(i), i);
        }
        var varying = Residuals.varying(scan);
        var products = new ArrayList<StackedProduct>();
        Set<Node> refused = Collections.newSetFromMap(new IdentityHashMap<>());
        refused.addAll(body.results());
        for (var node : body.nodes()) {
            for (int side = 0; side < node.inputs().size(); side++) {
                var weight = weights.get(node.input(side));
                if (weight != null && isStackable(node) && varying.contains(node.input(1 - side))) {
                    products.add(new StackedProduct(node, side, weight, node));
                } else if (weight != null) {
                    refused.add(node.input(side));
                }
            }
        }
        products.removeIf(product -> refused.contains(product.matmul.input(product.side)));
        return products;
    }

    private static boolean isStackable(Node node) {
        return node.op() instanceof Matmul && node.rank() == 2 && node.dtype().isFloating();
    }

    StackedProduct with(Node cotangent) {
        return new StackedProduct(matmul, side, weight, cotangent);
    }

    /// The operand that is not the invariant.
    Node other() {
        return matmul.input(1 - side);
    }

    /// The gradient of the invariant from the operands and cotangents of all steps, `(steps, rows, columns)`
    /// each: steps and the inner axis of the product are one axis, so that the sum over both is one product.
    Node gradient(Node scan, Node operands, Node cotangents) {
        var op = (Matmul) matmul.op();
        var weight = scan.input(this.weight);
        boolean rows = side == 1;
        // Rows of the product are rows of the left operand, columns of it are columns of the right one.
        var operand = join(operands, rows ? (op.transposeA() ? 1 : 0) : (op.transposeB() ? 0 : 1));
        var cotangent = join(cotangents, rows ? 0 : 1);
        var whole = rows ? Node.of(op, operand, weight) : Node.of(op, weight, operand);
        return op.gradient(side, whole, cotangent);
    }

    /// Axis 0 of `(steps, rows, columns)` as part of the rows (`axis` 0) or of the columns (1).
    private static Node join(Node stack, int axis) {
        return axis == 0 ? stack.flattenAxes(0, 1) : stack.transpose(1, 0, 2).flattenAxes(1, 2);
    }
}
