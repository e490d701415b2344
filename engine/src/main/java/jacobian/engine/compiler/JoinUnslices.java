package jacobian.engine.compiler;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Unslice;
import jacobian.engine.shape.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A sum of pieces, each in a tensor of zeros of its own, that meet along one axis and fill it: the pieces
/// joined. So goes the gradient of what was cut into parts, such as the gates of an LSTM.
///
/// ```
/// unslice(a, 0..2) + unslice(b, 2..5)  ->  concat(a, b)
/// ```
final class JoinUnslices implements Rule {
    /// What is cut into more pieces is left alone.
    private static final int MOST = 64;

    /// A piece of the sum: where it begins and ends along the axis that is cut.
    private record Piece(Node node, int from, int to) {}

    @Override
    public Optional<Node> apply(Node node) {
        if (node.op() != Binary.ADD) {
            return Optional.empty();
        }
        var terms = new ArrayList<Node>();
        if (!collect(node, terms, MOST)) {
            return Optional.empty();
        }
        int axis = cutAxis(terms.get(0));
        if (axis < 0 || !node.shape().dim(axis).isFixed()) {
            return Optional.empty();
        }
        int size = node.shape().size(axis);
        var pieces = pieces(terms, axis, size);
        return fill(pieces, size)
                ? Optional.of(Node.of(
                        new Concat(axis), pieces.stream().map(Piece::node).toList()))
                : Optional.empty();
    }

    /// Adds the terms of a sum to `terms`; false if one of them is no piece, or `depth` sums lie one in the
    /// other.
    private static boolean collect(Node node, List<Node> terms, int depth) {
        if (node.op() == Binary.ADD && depth > 0) {
            return collect(node.input(1), terms, depth - 1) && collect(node.input(0), terms, depth - 1);
        }
        terms.add(node);
        return node.op() instanceof Unslice;
    }

    /// The only axis that a piece does not fill; -1 if it is not one.
    private static int cutAxis(Node term) {
        var ranges = ((Unslice) term.op()).ranges();
        var cut = IntStream.range(0, ranges.size())
                .filter(i -> !ranges.get(i).equals(Range.ALL))
                .toArray();
        return cut.length == 1 ? cut[0] : -1;
    }

    /// The pieces in the order in which they lie; none if one of them is cut along another axis.
    private static List<Piece> pieces(List<Node> terms, int axis, int size) {
        var pieces = new ArrayList<Piece>();
        for (var term : terms) {
            var range = ((Unslice) term.op()).ranges().get(axis);
            if (cutAxis(term) != axis || range.step() != 1) {
                return List.of();
            }
            int from = range.start(size);
            pieces.add(new Piece(term.input(0), from, from + range.count(size)));
        }
        pieces.sort(Comparator.comparingInt(Piece::from));
        return pieces;
    }

    private static boolean fill(List<Piece> pieces, int size) {
        int at = 0;
        for (var piece : pieces) {
            if (piece.from() != at) {
                return false;
            }
            at = piece.to();
        }
        return at == size;
    }
}
