package jacobian.engine.reference;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;

/// A buffer on the Java heap that holds what the interpreter computed, unrounded where the back end does not
/// round.
public final class HostBuffer implements Buffer {
    private volatile Values values;

    HostBuffer(Values values) {
        this.values = values;
    }

    /// The values of any buffer.
    static Values values(Buffer buffer) {
        return buffer instanceof HostBuffer host ? host.values : Memory.load(buffer);
    }

    /// Makes `values` the contents of any buffer.
    static void store(Values values, Buffer buffer) {
        if (buffer instanceof HostBuffer host) {
            host.values = values;
        } else {
            Memory.store(values, buffer);
        }
    }

    @Override
    public TensorType type() {
        return values.type();
    }

    @Override
    public void read(MemorySegment target) {
        Memory.write(values, target);
    }

    @Override
    public void write(MemorySegment source) {
        values = Memory.read(values.type(), source);
    }

    @Override
    public void write(long at, MemorySegment source, long from, long bytes) {
        var all = MemorySegment.ofArray(new byte[Math.toIntExact(Memory.bytes(type()))]);
        read(all);
        MemorySegment.copy(source, from, all, at, bytes);
        write(all);
    }

    /// All elements as doubles, a fresh array.
    public double[] doubles() {
        var now = values;
        var all = new double[now.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = now.floating() ? now.real(i) : now.integer(i);
        }
        return all;
    }
}
