package jacobian.engine.cpu.program;

import jacobian.engine.cpu.AttentionGeometry;
import jacobian.engine.cpu.AttentionWork;
import jacobian.engine.cpu.FlashAttention;
import jacobian.engine.cpu.FlashAttentionGradient;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Composite;
import jacobian.engine.graph.DotProductAttention;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import java.util.Arrays;

/// Attention or its gradients, see [DotProductAttention].
final class AttentionStep implements Step {
    private static final int RESULTS = 3;

    private final Node node;
    private final Addresses reads;
    private final Addresses results;
    private final ThreadTeam team;
    private final AttentionGeometry geometry;
    private final AttentionWork kernel;

    /// The addresses of the last run, which are mostly those of the next, by their names.
    private FlashAttentionGradient.Operands operands;

    private long[] lastFrom = {};
    private long[] lastTo = {};

    AttentionStep(Node node, Addresses reads, Addresses results, ThreadTeam team) {
        this.node = node;
        this.reads = reads;
        this.results = results;
        this.team = team;
        this.geometry = geometry(node);
        this.kernel = isGradient(node)
                ? new FlashAttentionGradient(geometry, team.size())
                : new FlashAttention(geometry, team.size());
        this.operands =
                new FlashAttentionGradient.Operands(new FlashAttention.Operands(0, 0, 0, 0, 0, 0, 0), 0, 0, 0, 0, 0);
    }

    /// Whether `node` has a kernel here; other composites are what their bodies say.
    static boolean takes(Node node) {
        return node.op() instanceof Composite(var name, var _, var _)
                && node.input(0).dtype() == DType.FLOAT32
                && switch (name) {
                    case DotProductAttention.NAME,
                            DotProductAttention.CAUSAL,
                            DotProductAttention.GRADIENT,
                            DotProductAttention.CAUSAL_GRADIENT -> true;
                    default -> false;
                };
    }

    private static String name(Node node) {
        return ((Composite) node.op()).name();
    }

    private static boolean isGradient(Node node) {
        return name(node).equals(DotProductAttention.GRADIENT)
                || name(node).equals(DotProductAttention.CAUSAL_GRADIENT);
    }

    /// Query, key, value and perhaps a mask; a gradient has results and their upstreams behind them.
    private static int given(Node node) {
        return node.inputs().size() - (isGradient(node) ? 2 * RESULTS : 0);
    }

    private static AttentionGeometry geometry(Node node) {
        var query = node.input(0).shape();
        var key = node.input(1).shape();
        boolean causal =
                name(node).equals(DotProductAttention.CAUSAL) || name(node).equals(DotProductAttention.CAUSAL_GRADIENT);
        var mask = AttentionGeometry.Mask.NONE;
        if (given(node) > RESULTS) {
            var sizes = node.input(RESULTS).shape().sizes();
            mask = AttentionGeometry.Mask.of(sizes[0], sizes[1], sizes[2], sizes[3]);
        }
        return new AttentionGeometry(
                query.size(0),
                query.size(1),
                key.size(1),
                query.size(2),
                key.size(2),
                query.size(3),
                node.input(2).shape().size(3),
                causal,
                mask);
    }

    @Override
    public long scratchBytes() {
        return kernel.scratchBytes();
    }

    @Override
    public void run(long scratch) {
        var from = reads.now();
        var to = results.now();
        if (geometry.queries() == 0 || geometry.keys() == 0) {
            for (int i = 0; i < to.length; i++) {
                Memory.clear(to[i], CpuBuffer.bytes(node.types().get(i)));
            }
            return;
        }
        if (!Arrays.equals(from, lastFrom) || !Arrays.equals(to, lastTo)) {
            lastFrom = from.clone();
            lastTo = to.clone();
            operands = operands(from, to);
        }
        switch (kernel) {
            case FlashAttention attention -> attention.run(team, operands.attention(), scratch);
            case FlashAttentionGradient gradient -> gradient.run(team, operands, scratch);
        }
    }

    /// The addresses by their names; of attention itself only the first of them count.
    private FlashAttentionGradient.Operands operands(long[] from, long[] to) {
        int given = given(node);
        long mask = given > RESULTS ? from[RESULTS] : 0;
        if (!isGradient(node)) {
            var attention = new FlashAttention.Operands(from[0], from[1], from[2], mask, to[0], to[1], to[2]);
            return new FlashAttentionGradient.Operands(attention, 0, 0, 0, 0, 0);
        }
        var attention = new FlashAttention.Operands(
                from[0], from[1], from[2], mask, from[given], from[given + 1], from[given + 2]);
        return new FlashAttentionGradient.Operands(attention, from[given + 3], from[given + 5], to[0], to[1], to[2]);
    }

    @Override
    public String explain() {
        return name(node) + " of " + node.input(0).shape() + " and "
                + node.input(1).shape();
    }
}
