package jacobian.engine.cpu.move;

import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Size;

/// An operation of known sizes on arrays without gaps, prepared once and run many times, by one caller at a time.
public interface Move {
    /// Bytes of scratch memory that a run on a team of `threads` needs.
    default long scratchBytes(int threads) {
        return 0;
    }

    /// Reads the arrays at `inputs` and fills those at `results`, all byte addresses; allocates nothing that grows
    /// with the data.
    void run(ThreadTeam team, long[] inputs, long[] results, long scratch);

    /// The move for `node`, whose sizes are known.
    static Move of(Node node) {
        return switch (node.op()) {
            case Concat(int axis) -> new Join(node, axis);
            case Size(var axes, _) -> new Count(node, axes);
            default -> throw new IllegalStateException(node + " is no move");
        };
    }
}
