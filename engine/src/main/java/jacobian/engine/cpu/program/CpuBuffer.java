package jacobian.engine.cpu.program;

import jacobian.engine.backend.Buffer;
import jacobian.engine.cpu.Memory;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Values in off-heap memory, freed when the buffer is unreachable.
final class CpuBuffer implements Buffer {
    /// The stamp of memory that others may write to.
    static final long UNKNOWN = 0;

    private static final AtomicLong STAMPS = new AtomicLong(UNKNOWN + 1);

    private final TensorType type;
    private final MemorySegment memory;
    private volatile long stamp;

    CpuBuffer(TensorType type) {
        this.type = type;
        this.memory = OffHeap.allocate(this, bytes(type));
        this.stamp = STAMPS.getAndIncrement();
    }

    /// One around `elements`, which stay as long as they are reachable.
    CpuBuffer(TensorType type, MemorySegment elements) {
        this.type = type;
        this.memory = elements;
        this.stamp = UNKNOWN;
    }

    static long bytes(TensorType type) {
        return type.shape().size() * type.dtype().bytes();
    }

    /// Byte address of the first element; valid as long as this buffer is reachable.
    long address() {
        return memory.address();
    }

    /// A number that no buffer has ever had with other contents, or [#UNKNOWN].
    long stamp() {
        return stamp;
    }

    /// The contents have changed: called after, so that what was made of them meanwhile is out of date.
    void changed() {
        if (stamp != UNKNOWN) {
            stamp = STAMPS.getAndIncrement();
        }
    }

    @Override
    public TensorType type() {
        return type;
    }

    @Override
    public Optional<MemorySegment> memory() {
        return Optional.of(Memory.view(memory.asSlice(0, bytes(type)), this));
    }

    @Override
    public void read(MemorySegment target) {
        MemorySegment.copy(memory, 0, target, 0, bytes(type));
    }

    @Override
    public void write(MemorySegment source) {
        MemorySegment.copy(source, 0, memory, 0, bytes(type));
        changed();
    }

    @Override
    public void write(long at, MemorySegment source, long from, long bytes) {
        MemorySegment.copy(source, from, memory, at, bytes);
        changed();
    }
}
