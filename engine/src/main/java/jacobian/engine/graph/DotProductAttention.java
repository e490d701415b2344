package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `softmax(q k') v` in heads as one [Composite]: its meaning is the composed formula, and a back end that knows
/// the name need never hold all scores (Dao et al., "FlashAttention", 2022).
///
/// | | shape |
/// |---|---|
/// | query | `(batch, queries, heads, features)`, scaled already |
/// | key, value | `(batch, keys, groups, features)`; heads are a multiple of groups, and share them in order |
/// | mask | bool, each of `(batch, heads, queries, keys)` or 1; false hides the score: it becomes -1e9 |
/// | values, the first result | `(batch, queries, heads, value features)` |
/// | largest score, sum of e^(score - largest) | `(batch, heads, queries)` |
///
/// The largest score passes no gradient on: what the others make of it does not depend on it.
public final class DotProductAttention {
    /// The name of the composite, and of the one in which no query sees a later key.
    public static final String NAME = "attention";

    public static final String CAUSAL = "causal attention";

    /// The composites of the gradients; inputs are those of attention, its results and their upstreams.
    public static final String GRADIENT = "attention gradient";

    public static final String CAUSAL_GRADIENT = "causal attention gradient";

    /// What a hidden score becomes.
    public static final float HIDDEN = -1e9f;

    private final boolean causal;

    private DotProductAttention(boolean causal) {
        this.causal = causal;
    }

    /// Attention for inputs of types `query, key, value` and, if there is one, `mask`.
    public static Composite of(List<TensorType> types, boolean causal) {
        check(types);
        var form = new DotProductAttention(causal);
        var inputs = leaves(types);
        var body = new Graph(inputs, form.results(Operands.of(inputs, types.size())));
        var made = new ArrayList<>(types);
        body.results().forEach(result -> made.add(result.type()));
        body.results().forEach(result -> made.add(result.type()));
        var all = leaves(made);
        var gradient = new Composite(
                causal ? CAUSAL_GRADIENT : GRADIENT,
                new Graph(all, form.gradients(Operands.of(all, types.size()), all, types.size())),
                Optional.empty());
        var outer = leaves(made);
        var node = Node.of(gradient, outer);
        var picks = new ArrayList<Node>();
        for (int i = 0; i < types.size(); i++) {
            picks.add(node.pick(i));
        }
        return new Composite(causal ? CAUSAL : NAME, body, Optional.of(new Graph(outer, picks)));
    }

    private static void check(List<TensorType> types) {
        boolean fits = types.size() >= 3
                && types.stream().allMatch(type -> type.shape().rank() == 4);
        if (fits) {
            var query = types.get(0).shape();
            var key = types.get(1).shape();
            var value = types.get(2).shape();
            fits = query.dim(0).agrees(key.dim(0))
                    && query.dim(3).agrees(key.dim(3))
                    && key.dim(0).agrees(value.dim(0))
                    && key.dim(1).agrees(value.dim(1))
                    && key.size(2) == value.size(2)
                    && query.size(2) % key.size(2) == 0;
        }
        if (!fits) {
            throw new ShapeException("attention cannot take " + types + ": needs query (batch, queries, heads,"
                    + " features), key and value (batch, keys, groups, features), heads a multiple of groups");
        }
    }

    private static List<Node> leaves(List<TensorType> types) {
        return types.stream().map(type -> Node.input(new StepSource(), type)).toList();
    }

    /// Queries, keys and values with the heads before the steps, `(batch, heads, steps, features)`.
    private record Operands(Node query, Node key, Node value, Optional<Node> mask) {
        static Operands of(List<Node> inputs, int given) {
            int heads = inputs.get(0).shape().size(2);
            var mask = given > 3 ? Optional.of(inputs.get(3)) : Optional.<Node>empty();
            return new Operands(
                    inputs.get(0).transpose(0, 2, 1, 3),
                    repeated(inputs.get(1), heads).transpose(0, 2, 1, 3),
                    repeated(inputs.get(2), heads).transpose(0, 2, 1, 3),
                    mask);
        }

        /// `x` with each group's head as often as heads share it.
        private static Node repeated(Node x, int heads) {
            int groups = x.shape().size(2);
            if (groups == heads) {
                return x;
            }
            var wide = x.shape().insert(3, Dim.fixed(heads / groups));
            return x.expandDims(3).broadcastTo(wide).flattenAxes(2, 3);
        }
    }

    private Node scores(Operands operands) {
        var scores = operands.query().matmul(operands.key().swapaxes(-2, -1));
        // In float16 -1e9 would be infinite, and a query that sees nothing NaN.
        var hidden = scores.constant(scores.dtype() == DType.FLOAT16 ? -3e4 : HIDDEN, scores.dtype());
        var seen = seen(operands, scores);
        return seen.map(places -> places.select(scores, hidden)).orElse(scores);
    }

    /// True where a score counts, in a shape that broadcasts to that of `scores`.
    private Optional<Node> seen(Operands operands, Node scores) {
        if (!causal) {
            return operands.mask();
        }
        var places = new TensorType(DType.INT32, scores.shape().range(2, 4));
        var before = Node.of(new Iota(places, 0)).greaterEqual(Node.of(new Iota(places, 1)));
        return Optional.of(operands.mask()
                .map(mask -> mask.logicalAnd(before.expandDims(0).expandDims(0)))
                .orElse(before));
    }

    private List<Node> results(Operands operands) {
        var scores = scores(operands);
        var largest = scores.maxKeep(-1).stopGradient();
        var exponentials = scores.subtract(largest).exp();
        var sum = exponentials.sumKeep(-1);
        var values = exponentials.divide(sum).matmul(operands.value());
        return List.of(values.transpose(0, 2, 1, 3), largest.squeeze(-1), sum.squeeze(-1));
    }

    /// The gradients from the inputs, results and upstreams of attention; weights are computed again.
    private List<Node> gradients(Operands operands, List<Node> all, int given) {
        var result = all.get(given);
        var largest = all.get(given + 1).expandDims(-1);
        var sum = all.get(given + 2).expandDims(-1);
        var upstream = all.get(given + 3);
        var sumUpstream = all.get(given + 5).expandDims(-1);
        var scores = scores(operands);
        var weights = scores.subtract(largest).exp().divide(sum);
        var heads = upstream.transpose(0, 2, 1, 3);
        var even = upstream.multiply(result).sumKeep(-1).transpose(0, 2, 1, 3).subtract(sumUpstream.multiply(sum));
        var weightUpstream = heads.matmul(operands.value().swapaxes(-2, -1));
        var free = weights.multiply(weightUpstream.subtract(even));
        var scoreUpstream = seen(operands, scores)
                .map(places -> places.select(free, free.zerosLike()))
                .orElse(free);
        var gradients = new ArrayList<Node>();
        gradients.add(scoreUpstream.matmul(operands.key()).transpose(0, 2, 1, 3));
        gradients.add(grouped(
                scoreUpstream.swapaxes(-2, -1).matmul(operands.query()),
                all.get(1).shape()));
        gradients.add(grouped(weights.swapaxes(-2, -1).matmul(heads), all.get(2).shape()));
        for (int i = 3; i < given; i++) {
            gradients.add(all.get(i).zerosLike());
        }
        return gradients;
    }

    /// `(batch, heads, keys, features)` summed over the heads of a group, in the shape of the key or value.
    private static Node grouped(Node x, Shape shape) {
        var steps = x.transpose(0, 2, 1, 3);
        int groups = shape.size(2);
        int heads = steps.shape().size(2);
        if (groups == heads) {
            return steps;
        }
        var split = steps.shape().with(2, Dim.fixed(heads / groups)).insert(2, Dim.fixed(groups));
        return steps.reshape(split).sum(3);
    }
}
