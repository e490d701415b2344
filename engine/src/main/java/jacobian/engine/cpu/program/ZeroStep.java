package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Memory;
import jacobian.engine.graph.Node;

/// The result of an operation over nothing: zeros.
record ZeroStep(Node node, Addresses results) implements Step {
    @Override
    public long scratchBytes() {
        return 0;
    }

    @Override
    public void run(long scratch) {
        Memory.clear(results.first(), CpuBuffer.bytes(node.type()));
    }

    @Override
    public String explain() {
        return "zeros " + node.type();
    }
}
