package jacobian.engine.cpu.program;

import jacobian.engine.cpu.PoolCall;
import jacobian.engine.cpu.PoolGeometry;
import jacobian.engine.cpu.Pooling;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pool;
import jacobian.engine.graph.PoolGradient;
import jacobian.engine.graph.PoolIndex;
import jacobian.engine.shape.DType;

/// A pooling, its indices or its gradient.
final class PoolStep implements Step {
    private final Node node;
    private final Pooling kernel;
    private final Addresses reads;
    private final Addresses results;
    private final PoolCall call;

    private PoolStep(Node node, Pooling kernel, Addresses reads, Addresses results, ThreadTeam team) {
        this.node = node;
        this.kernel = kernel;
        this.reads = reads;
        this.results = results;
        this.call = new PoolCall(team, node.input(0).shape().size(0), 0, 0, 0);
    }

    static Step of(Node node, Addresses reads, Addresses results, ThreadTeam team) {
        var images = node.input(0).type();
        if (node.shape().size() == 0
                || node.inputs().stream().anyMatch(input -> input.shape().size() == 0)) {
            return new ZeroStep(node, results);
        }
        var window = switch (node.op()) {
            case Pool(var _, var each) -> each;
            case PoolIndex(var each) -> each;
            case PoolGradient(var _, var each) -> each;
            default -> throw new IllegalStateException(node + " is no pooling");
        };
        var axes = Windows.axes(window, images.shape());
        var geometry =
                new PoolGeometry(axes[0], axes[1], axes[2], images.shape().size(-1));
        var kernel = images.dtype() == DType.FLOAT32 ? new Pooling(geometry) : Pooling.float64(geometry);
        return new PoolStep(node, kernel, reads, results, team);
    }

    @Override
    public long scratchBytes() {
        return 0;
    }

    @Override
    public void run(long scratch) {
        var operands = reads.now();
        call.move(operands[0], operands.length > 1 ? operands[1] : 0, results.first());
        switch (node.op()) {
            case Pool(var kind, var _) -> {
                if (kind == Pool.Kind.MAX) {
                    kernel.max(call);
                } else {
                    kernel.average(call);
                }
            }
            case PoolIndex _ -> kernel.maxIndex(call);
            case PoolGradient(var kind, var _) -> {
                if (kind == Pool.Kind.MAX) {
                    kernel.maxGradient(call);
                } else {
                    kernel.averageGradient(call);
                }
            }
            default -> throw new IllegalStateException(node + " is no pooling");
        }
    }

    @Override
    public String explain() {
        return node.op() + " of " + node.input(0).shape();
    }
}
