package jacobian.engine.cpu.program;

import jacobian.engine.graph.Binding;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Slice;
import jacobian.engine.shape.Range;
import java.util.List;

/// How a value is read: the node whose buffer it is, and the views from there to the reader, outermost last.
record Use(Node root, List<Node> views) {
    /// Whether the views leave the elements row-major without gaps, at every binding.
    boolean isAlias() {
        for (var view : views) {
            boolean keeps = switch (view.op()) {
                case Reshape _ -> true;
                case Slice(var ranges) -> outermostOnly(ranges);
                default -> false;
            };
            if (!keeps) {
                return false;
            }
        }
        return true;
    }

    private static boolean outermostOnly(List<Range> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            if (i == 0 ? ranges.get(i).step() != 1 : !ranges.get(i).equals(Range.ALL)) {
                return false;
            }
        }
        return true;
    }

    /// Where the elements lie once the sizes are known.
    Layout layout(Binding binding) {
        var layout = Layout.contiguous(binding.shape(root));
        for (var view : views) {
            layout = layout.through(binding.of(view));
        }
        return layout;
    }
}
