package jacobian.engine.cpu.program;

import jacobian.engine.backend.Backend;
import jacobian.engine.backend.Buffer;
import jacobian.engine.backend.Executable;
import jacobian.engine.graph.Graph;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The processor: programs of fused loops and hand-written kernels over off-heap memory.
public final class CpuBackend implements Backend {
    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Buffer allocate(TensorType type) {
        return new CpuBuffer(type);
    }

    @Override
    public Optional<Buffer> wrap(TensorType type, MemorySegment elements) {
        return elements.isNative() && elements.address() % type.dtype().bytes() == 0
                ? Optional.of(new CpuBuffer(type, elements))
                : Optional.empty();
    }

    @Override
    public Executable compile(Graph graph) {
        return new Program(graph);
    }
}
