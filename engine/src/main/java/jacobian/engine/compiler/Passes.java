package jacobian.engine.compiler;

import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import java.util.List;
import java.util.function.Predicate;

/// The passes, in their order.
public final class Passes {
    private Passes() {}

    /// `graph` made simpler: what can be known now is computed, what does nothing is gone, what stands twice
    /// stands once. Composites become their bodies, but for those that are `known` to the back end.
    public static Graph simplify(Graph graph, Predicate<Node> known) {
        var rules = List.of(
                new DropIdentities(),
                new MergeViews(),
                new DropRoundings(),
                new FoldConstants(),
                new SinkBroadcasts(),
                new SinkSplits(),
                new JoinUnslices(),
                new TransposeIntoMatmul(),
                new MoveTransposes());
        var inlined = Rewriting.rewrite(graph, List.of(new InlineComposites(known)));
        var widened = Rewriting.rewrite(inlined, List.of(new WidenHalves()));
        var simple = Rewriting.rewrite(widened, rules);
        var turned = CancelTransposes.in(simple);
        var merged = MergeScans.in(turned == simple ? simple : Rewriting.rewrite(turned, rules));
        return NarrowProducts.in(PruneScans.in(merged, body -> simplify(body, known)));
    }
}
