package jacobian.engine.cpu.program;

import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.loop.BoundLoop;

/// A fused loop.
final class LoopStep implements Step {
    private final LoopUnit unit;
    private final Addresses operands;
    private final BoundLoop loop;
    private final ThreadTeam team;

    LoopStep(LoopUnit unit, Addresses operands, BoundLoop loop, ThreadTeam team) {
        this.unit = unit;
        this.operands = operands;
        this.loop = loop;
        this.team = team;
    }

    @Override
    public long scratchBytes() {
        return loop.scratchBytes(team.size());
    }

    @Override
    public void run(long scratch) {
        loop.run(team, operands.now(), scratch);
    }

    @Override
    public String explain() {
        return Explanation.of(unit);
    }
}
