package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.HostFunction;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A function from outside; it sees each operand as memory with bounds, inputs read-only.
final class HostMove implements Move {
    private final Node node;
    private final HostFunction function;
    private final List<TensorType> types;

    HostMove(Node node, HostFunction function) {
        this.node = node;
        this.function = function;
        this.types = node.inputs().stream().map(Node::type).toList();
    }

    private static MemorySegment slice(long address, TensorType type) {
        return Memory.ALL.asSlice(address, type.shape().size() * type.dtype().bytes());
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        var from = new ArrayList<MemorySegment>();
        for (int i = 0; i < inputs.length; i++) {
            from.add(slice(inputs[i], types.get(i)).asReadOnly());
        }
        var to = new ArrayList<MemorySegment>();
        for (int i = 0; i < results.length; i++) {
            to.add(slice(results[i], node.types().get(i)));
        }
        function.call(types, from, to);
    }
}
