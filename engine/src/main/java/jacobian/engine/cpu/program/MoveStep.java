package jacobian.engine.cpu.program;

import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.move.Move;
import jacobian.engine.graph.Node;

/// An operation that moves elements: gathering, scattering, sorting, padding, joining.
final class MoveStep implements Step {
    private final Node node;
    private final Addresses reads;
    private final Addresses results;
    private final ThreadTeam team;
    private final Move move;

    MoveStep(Node node, Addresses reads, Addresses results, ThreadTeam team) {
        this.node = node;
        this.reads = reads;
        this.results = results;
        this.team = team;
        this.move = Move.of(node);
    }

    @Override
    public long scratchBytes() {
        return move.scratchBytes(team.size());
    }

    @Override
    public void run(long scratch) {
        move.run(team, reads.now(), results.now(), scratch);
    }

    @Override
    public String explain() {
        return node.op() + " of "
                + node.inputs().stream().map(input -> input.type().toString()).toList();
    }
}
