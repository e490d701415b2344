package jacobian.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A sub-computation whose gradient computes it again, from its inputs, instead of using what it left behind.
public final class Recomputed {
    /// What such composites are called.
    public static final String NAME = "remat";

    private Recomputed() {}

    private static final class Leaf implements Source {}

    /// The operation that computes `body`. Its first `inputs` inputs must have been kept; the others, such as
    /// weights, are at hand anyway.
    public static Op of(Graph body, int inputs) {
        return new Composite(NAME, body, Optional.of(gradient(body, inputs)));
    }

    /// The gradients of the inputs, from inputs, results and their upstreams.
    private static Graph gradient(Graph body, int inputs) {
        var given = leaves(body.inputs());
        var results = leaves(body.results());
        var upstreams = leaves(body.results());
        var kept = new ArrayList<Node>();
        for (int i = 0; i < given.size(); i++) {
            kept.add(i < inputs ? after(given.get(i), upstreams) : given.get(i));
        }
        var again = body.inline(kept);
        var real = new ArrayList<Node>();
        var along = new ArrayList<Node>();
        for (int i = 0; i < again.size(); i++) {
            if (again.get(i).dtype().isFloating()) {
                real.add(again.get(i));
                along.add(upstreams.get(i));
            }
        }
        var gradients = Gradient.of(real, along, kept);
        var all = new ArrayList<Node>();
        for (int i = 0; i < kept.size(); i++) {
            var input = kept.get(i);
            all.add(gradients.get(i).orElseGet(input::zerosLike));
        }
        var leaves = Stream.of(given, results, upstreams).flatMap(List::stream).toList();
        return new Graph(leaves, all);
    }

    private static List<Node> leaves(List<Node> nodes) {
        return nodes.stream().map(node -> Node.input(new Leaf(), node.type())).toList();
    }

    /// `input`, not before the upstreams are known: one element of each tells.
    private static Node after(Node input, List<Node> upstreams) {
        var inputs = new ArrayList<>(List.of(input));
        for (var upstream : upstreams) {
            var token = upstream;
            for (int axis = 0; axis < upstream.rank(); axis++) {
                token = token.range(axis, 0, 1);
            }
            inputs.add(token);
        }
        return Node.of(new Barrier(), inputs);
    }
}
