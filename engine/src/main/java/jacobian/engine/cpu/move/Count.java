package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.HalfPrecision;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The number of elements along axes, known since the sizes are.
final class Count implements Move {
    private final MemorySegment value;

    Count(Node node, List<Integer> axes) {
        long count = 1;
        for (int axis : axes) {
            count *= node.input(0).shape().size(axis);
        }
        this.value = MemorySegment.ofArray(new long[1]);
        switch (node.dtype()) {
            case FLOAT32 -> value.set(ValueLayout.JAVA_FLOAT, 0, count);
            case FLOAT64 -> value.set(ValueLayout.JAVA_DOUBLE, 0, count);
            case BFLOAT16, FLOAT16 -> value.set(ValueLayout.JAVA_SHORT, 0, HalfPrecision.bits(node.dtype(), count));
            case INT32 -> value.set(ValueLayout.JAVA_INT, 0, (int) count);
            case INT64 -> value.set(ValueLayout.JAVA_LONG, 0, count);
            case UINT8, BOOL -> value.set(ValueLayout.JAVA_BYTE, 0, (byte) count);
        }
        this.bytes = node.dtype().bytes();
    }

    private final int bytes;

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        MemorySegment.copy(value, 0, Memory.ALL, results[0], bytes);
    }
}
