package jacobian.engine.compiler;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Convolution;
import jacobian.engine.graph.Cumulative;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Pad;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Reverse;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Slice;
import jacobian.engine.graph.StopGradient;
import jacobian.engine.graph.Transpose;
import jacobian.engine.graph.Unary;
import jacobian.engine.graph.Unslice;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A computation over rows that do not see each other, as the step of a recurrent layer is over the examples of
/// a batch: it can be done for some rows at a time, with the same bits.
///
/// Axis 0 of an input that is cut holds the rows; what is not cut every part sees whole. That rows are
/// independent is read off the operations one by one, sizes being known; what axes mean to the user does not
/// matter.
public final class RowParts {
    private final Graph graph;
    private final int rows;
    private final Set<Node> cut;

    private RowParts(Graph graph, int rows, Set<Node> cut) {
        this.graph = graph;
        this.rows = rows;
        this.cut = cut;
    }

    /// How to cut `graph`, whose sizes are known, along `rows` rows of its first `candidates` inputs; empty where
    /// its rows see each other or share a result. Of the inputs behind them those are cut that meet others row by
    /// row.
    public static Optional<RowParts> of(Graph graph, int rows, int candidates) {
        var inputs = new HashSet<Node>();
        for (var input : graph.inputs().subList(0, candidates)) {
            if (hasRows(input, rows)) {
                inputs.add(input);
            }
        }
        while (true) {
            var attempt = new Attempt(rows, inputs);
            if (graph.nodes().stream().allMatch(attempt::classify)) {
                // Two parts that compute one whole result would write it at the same time.
                return !attempt.cut.containsAll(graph.results())
                        ? Optional.empty()
                        : Optional.of(new RowParts(graph, rows, attempt.cut));
            }
            if (attempt.missing == null || !inputs.add(attempt.missing)) {
                return Optional.empty();
            }
        }
    }

    private static boolean hasRows(Node node, int rows) {
        return node.rank() > 0 && node.shape().size(0) == rows;
    }

    /// One walk over the nodes, under an assumption about the inputs.
    private static final class Attempt {
        final Set<Node> cut;
        final int rows;

        /// An input that is whole but met one that is cut.
        @Nullable
        Node missing;

        Attempt(int rows, Set<Node> inputs) {
            this.rows = rows;
            this.cut = Collections.newSetFromMap(new IdentityHashMap<>());
            this.cut.addAll(inputs);
        }

        /// Notes whether `node` is cut; false where it can be neither cut nor whole.
        boolean classify(Node node) {
            if (node.op() instanceof Input) {
                return true;
            }
            boolean whole = node.inputs().stream().noneMatch(cut::contains);
            if (whole && !repeatsRows(node)) {
                return true;
            }
            if (node.types().size() != 1 || !hasRows(node, rows) || !(whole || keepsRows(node))) {
                return false;
            }
            cut.add(node);
            return true;
        }

        /// Whether all rows of `node` are one that is whole.
        private boolean repeatsRows(Node node) {
            return node.op() instanceof Broadcast(var _, var axes) && axes.contains(0) && hasRows(node, rows);
        }

        private boolean keepsRows(Node node) {
            return switch (node.op()) {
                case Unary _, Cast _, Bitcast _, StopGradient _, Reshape _ -> true;
                case Binary _, Comparison _, Select _ -> allCut(node);
                case Concat(int axis) -> axis > 0 && allCut(node);
                case Broadcast(var shape, var axes) ->
                    !axes.contains(0) && shape.rank() == node.input(0).rank();
                case Transpose(var permutation) -> permutation.get(0) == 0;
                case Slice(var ranges) -> ranges.get(0).equals(Range.ALL);
                case Unslice(var ranges, var _) -> ranges.get(0).equals(Range.ALL);
                case Pad(var low, var high) -> low.get(0) == 0 && high.get(0) == 0;
                case Reverse(var axes) -> !axes.contains(0);
                case Reduce(var _, var axes) -> !axes.contains(0);
                case Cumulative cumulative -> cumulative.axis() > 0;
                case Matmul(boolean transposeA, boolean _) ->
                    node.rank() > 2 ? allCut(node) : !transposeA && !cut.contains(node.input(1));
                case Convolution _ -> !cut.contains(node.input(1));
                default -> false;
            };
        }

        private boolean allCut(Node node) {
            for (var input : node.inputs()) {
                if (!cut.contains(input)) {
                    missing = input.op() instanceof Input && hasRows(input, rows) ? input : missing;
                    return false;
                }
            }
            return true;
        }
    }

    /// Whether axis 0 of input number `input` is cut.
    public boolean cutsInput(int input) {
        return cut.contains(graph.inputs().get(input));
    }

    /// The computation for `count` of the rows.
    public Graph of(int count) {
        Map<Node, Node> parts = new IdentityHashMap<>();
        for (var input : graph.inputs()) {
            var type = cut.contains(input) ? input.type().withShape(resized(input.shape(), count)) : input.type();
            parts.put(input, Node.input(((Input) input.op()).source(), type));
        }
        for (var node : graph.nodes()) {
            if (!parts.containsKey(node)) {
                var op = cut.contains(node) ? resized(node.op(), count) : node.op();
                parts.put(node, Node.of(op, all(parts, node.inputs())));
            }
        }
        return new Graph(all(parts, graph.inputs()), all(parts, graph.results()), graph.updates());
    }

    private static List<Node> all(Map<Node, Node> parts, List<Node> nodes) {
        return nodes.stream()
                .map(node -> Objects.requireNonNull(parts.get(node)))
                .toList();
    }

    private static Op resized(Op op, int count) {
        return switch (op) {
            case Broadcast(var shape, var axes) -> new Broadcast(resized(shape, count), axes);
            case Reshape(var shape) -> new Reshape(resized(shape, count));
            case Unslice(var ranges, var shape) -> new Unslice(ranges, resized(shape, count));
            default -> op;
        };
    }

    private static Shape resized(Shape shape, int count) {
        return shape.with(0, Dim.fixed(count));
    }

    /// The rows of the whole.
    public int rows() {
        return rows;
    }
}
