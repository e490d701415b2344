package jacobian.engine.compiler;

import jacobian.engine.graph.Graph;
import java.util.List;

/// The passes, in their order.
public final class Passes {
    private Passes() {}

    /// `graph` made simpler: what can be known now is computed, what does nothing is gone, what stands twice stands
    /// once.
    public static Graph simplify(Graph graph) {
        var rules = List.of(
                new DropIdentities(),
                new MergeViews(),
                new FoldConstants(),
                new SinkBroadcasts(),
                new TransposeIntoMatmul());
        var inlined = Rewriting.rewrite(graph, List.of(new InlineComposites()));
        var widened = Rewriting.rewrite(inlined, List.of(new WidenHalves()));
        return MergeScans.in(Rewriting.rewrite(widened, rules));
    }
}
