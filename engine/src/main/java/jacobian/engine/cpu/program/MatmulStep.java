package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.Matmul;
import jacobian.engine.cpu.MatmulGeometry;
import jacobian.engine.cpu.MatrixLayout;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import java.lang.foreign.MemorySegment;

/// A matrix product.
final class MatmulStep implements Step {
    private final Node node;
    private final Addresses reads;
    private final Addresses results;
    private final Epilogue epilogue;
    private final ThreadTeam team;
    private final Matmul matmul;

    /// Memory of its own where `b` is steady, so that what was packed stays.
    private final MemorySegment own;

    private final boolean steadyB;

    /// With `steadyB` the second operand is the same from one [#forget] to the next.
    MatmulStep(Node node, Addresses reads, Addresses results, Epilogue epilogue, ThreadTeam team, boolean steadyB) {
        this.node = node;
        this.reads = reads;
        this.results = results;
        this.epilogue = epilogue;
        this.team = team;
        var geometry = steadyB ? geometry(node).withSteadyB() : geometry(node);
        this.matmul = switch (node.dtype()) {
            case FLOAT32 -> Matmul.float32(geometry, team.size(), epilogue);
            case FLOAT64 -> Matmul.float64(geometry, team.size(), epilogue);
            case INT64 -> Matmul.int64(geometry, team.size(), epilogue);
            case INT32, UINT8, BOOL -> Matmul.int32(geometry, team.size(), epilogue);
            case BFLOAT16, FLOAT16 -> throw new IllegalStateException(node + " was not widened to float32");
        };
        this.steadyB = steadyB;
        this.own = steadyB ? OffHeap.allocate(this, matmul.scratchBytes()) : MemorySegment.NULL;
    }

    private static MatmulGeometry geometry(Node node) {
        var op = (jacobian.engine.graph.Matmul) node.op();
        var a = node.input(0).shape();
        var b = node.input(1).shape();
        int rows = node.shape().size(-2);
        int columns = node.shape().size(-1);
        int depth = a.size(op.transposeA() ? -2 : -1);
        int batches = (int) node.shape().range(0, node.rank() - 2).size();
        return new MatmulGeometry(
                batches,
                rows,
                columns,
                depth,
                layout(a.size(-1), op.transposeA()).batch((long) rows * depth),
                layout(b.size(-1), op.transposeB()).batch((long) depth * columns),
                MatrixLayout.rowMajor(columns).batch((long) rows * columns),
                false);
    }

    private static MatrixLayout layout(int columns, boolean transposed) {
        return transposed ? MatrixLayout.transposed(columns) : MatrixLayout.rowMajor(columns);
    }

    @Override
    public long scratchBytes() {
        return steadyB ? 0 : matmul.scratchBytes();
    }

    @Override
    public void forget() {
        matmul.forget();
    }

    @Override
    public void run(long scratch) {
        epilogue.start();
        var operands = reads.now();
        matmul.run(team, operands[0], operands[1], results.first(), steadyB ? own.address() : scratch);
    }

    @Override
    public String explain() {
        return node.op() + " of " + node.input(0).shape() + " and "
                + node.input(1).shape();
    }
}
