package jacobian.engine.tensor;

import jacobian.engine.graph.Closure;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Recomputed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Rematerialisation: functions whose intermediate values are not kept for the gradient but computed again there.
/// Training takes less memory and more time, and comes to the same numbers.
///
/// ```java
/// UnaryOperator<Tensor> block = Remat.of(x -> x.add(x.matmul(w).gelu().matmul(v)));
/// ```
///
/// What the function is given must be kept; what it uses besides, such as variables, gets its gradient too.
public final class Remat {
    private Remat() {}

    /// `function`, computed again in its gradient.
    public static UnaryOperator<Tensor> of(UnaryOperator<Tensor> function) {
        return x -> apply(inputs -> List.of(function.apply(inputs.get(0))), List.of(x))
                .get(0);
    }

    /// As [#of], for a function of several tensors that gives several.
    public static Function<List<Tensor>, List<Tensor>> ofAll(Function<List<Tensor>, List<Tensor>> function) {
        return inputs -> apply(function, inputs);
    }

    /// The results of `function` for `inputs`, computed again in their gradient.
    public static List<Tensor> apply(Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs) {
        return apply(function, inputs, _ -> true);
    }

    /// As [#apply(Function, List)], where the results are found `worthy`; else they are kept as usual.
    public static List<Tensor> apply(
            Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs, Predicate<List<Tensor>> worthy) {
        // What the function assigns is computed from these, and shared with the results once the stops are gone.
        var given = inputs.stream().map(Tensor::stopGradient).toList();
        var results = function.apply(given);
        var closure = Closure.of(nodes(given), nodes(results));
        var arguments = new ArrayList<>(nodes(inputs));
        arguments.addAll(closure.captured());
        if (!worthy.test(results)) {
            return closure.body().inline(arguments).stream()
                    .map(Tensor::pending)
                    .toList();
        }
        var node = Node.of(Recomputed.of(closure.body(), inputs.size()), arguments);
        return IntStream.range(0, results.size())
                .mapToObj(i -> Tensor.pending(node.pick(i)))
                .toList();
    }

    private static List<Node> nodes(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::node).toList();
    }
}
