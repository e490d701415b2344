package jacobian.engine.cpu.move;

import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.ArgReduce;
import jacobian.engine.graph.ArgSort;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Cumulative;
import jacobian.engine.graph.Gather;
import jacobian.engine.graph.GatherAlong;
import jacobian.engine.graph.HostCall;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pad;
import jacobian.engine.graph.Part;
import jacobian.engine.graph.ScatterAdd;
import jacobian.engine.graph.ScatterAlong;
import jacobian.engine.graph.Size;
import jacobian.engine.graph.TopK;
import jacobian.engine.graph.Unslice;

/// An operation of known sizes on arrays without gaps, prepared once and run many times, by one caller at a time.
public interface Move {
    /// Bytes of scratch memory that a run on a team of `threads` needs.
    default long scratchBytes(int threads) {
        return 0;
    }

    /// Reads the arrays at `inputs` and fills those at `results`, all byte addresses; allocates nothing that
    /// grows with the data.
    void run(ThreadTeam team, long[] inputs, long[] results, long scratch);

    /// The move for `node`, whose sizes are known.
    static Move of(Node node) {
        return switch (node.op()) {
            case Concat(int axis) -> new Join(node, axis);
            case Size(var axes, var _) -> new Count(node, axes);
            case Pad(var low, var _) -> Box.pad(node, low);
            case Unslice(var ranges, var _) -> Box.unslice(node, ranges);
            case Part(int axis, var sizes, int index) -> Box.part(node, axis, sizes, index);
            case Gather(int axis) -> new GatherRows(node, axis);
            case ScatterAdd(int axis, var _) -> new ScatterRows(node, axis);
            case GatherAlong(int axis) -> new AlongAxis(node, axis, false);
            case ScatterAlong(int axis, var _) -> new AlongAxis(node, axis, true);
            case ArgReduce(var kind, int axis) -> new ArgLine(node, kind, axis);
            case Cumulative cumulative -> new RunningLine(node, cumulative);
            case ArgSort(int axis, boolean descending) ->
                new SortLine(node, axis, descending, node.input(0).shape().size(axis));
            case TopK(int k) -> new SortLine(node, node.rank() - 1, true, k);
            case HostCall(var function) -> new HostMove(node, function);
            default -> throw new IllegalStateException(node + " is no move");
        };
    }
}
