package jacobian.engine.graph;

import static jacobian.engine.graph.OpCase.shape;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cases of attention and of its gradients: plain and causal, with heads that share keys, with masks of several
/// shapes.
final class AttentionCases {
    private AttentionCases() {}

    /// Sizes of one case: `mask` are those of its axes, or null where there is no mask.
    record Sizes(Dim batch, int queries, int keys, int heads, int groups, int features, int values) {
        List<Argument> arguments(DType dtype, Object... mask) {
            var arguments = new ArrayList<>(List.of(
                    Argument.of(dtype, shape(batch, queries, heads, features)),
                    Argument.of(dtype, shape(batch, keys, groups, features)),
                    Argument.of(dtype, shape(batch, keys, groups, values))));
            if (mask.length > 0) {
                arguments.add(Argument.of(DType.BOOL, shape(mask)));
            }
            return arguments;
        }
    }

    static List<OpCase> of(DType dtype, Dim n) {
        if (!dtype.isFloating()) {
            return List.of();
        }
        var sizes = new Sizes(n, 3, 5, 4, 2, 4, 3);
        var same = new Sizes(n, 5, 5, 2, 2, 4, 4);
        var cases = new ArrayList<OpCase>();
        both(cases, false, sizes.arguments(dtype));
        both(cases, true, same.arguments(dtype));
        both(cases, false, sizes.arguments(dtype, n, 1, 3, 5));
        both(cases, true, same.arguments(dtype, 1, 2, 1, 5));
        return cases;
    }

    private static void both(List<OpCase> cases, boolean causal, List<Argument> arguments) {
        cases.add(forward(causal, arguments));
        cases.add(backward(causal, arguments));
    }

    /// The values of attention; what else it gives is for its gradient.
    static OpCase forward(boolean causal, List<Argument> arguments) {
        var op = op(causal, arguments);
        return new OpCase(
                new Pick(0),
                arguments,
                inputs -> List.of(Node.of(op, inputs).pick(0)),
                Nature.SMOOTH,
                arguments.get(1).type().shape().size(1));
    }

    /// The gradients of the sum of squares of the values.
    static OpCase backward(boolean causal, List<Argument> arguments) {
        var op = op(causal, arguments);
        return new OpCase(
                new Pick(0),
                arguments,
                inputs -> {
                    var values = Node.of(op, inputs).pick(0);
                    return Gradient.of(List.of(values), List.of(values), inputs.subList(0, 3)).stream()
                            .map(Optional::orElseThrow)
                            .toList();
                },
                Nature.SMOOTH,
                4 * arguments.get(0).type().shape().size(1));
    }

    private static Composite op(boolean causal, List<Argument> arguments) {
        return DotProductAttention.of(arguments.stream().map(Argument::type).toList(), causal);
    }
}
