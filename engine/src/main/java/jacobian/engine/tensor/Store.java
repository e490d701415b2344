package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.Shape;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// The memory of one variable, or of several that lie one after the other.
final class Store {
    private static final AtomicLong IDS = new AtomicLong();

    /// Locks are taken in the order of these numbers.
    final long id = IDS.incrementAndGet();

    /// Whoever reads the value in a run holds the read lock, whoever replaces it the write lock.
    final ReadWriteLock lock = new ReentrantReadWriteLock();

    private static final AtomicLong MOVES = new AtomicLong();

    private volatile Version version;
    private volatile boolean left;
    private @Nullable Parts parts;

    Store(Buffer buffer) {
        this.version = new Version(buffer);
    }

    /// Notes that a variable lies elsewhere from now on: programs that read it here are out of date.
    void leave() {
        left = true;
        MOVES.incrementAndGet();
    }

    /// Whether a variable has left this store.
    boolean isLeft() {
        return left;
    }

    /// How often a variable of this process has changed its store.
    static long moves() {
        return MOVES.get();
    }

    Version version() {
        return version;
    }

    /// The node that stands for the value now: in a trace that of the trace, otherwise that of the current
    /// version.
    Node node() {
        var trace = Trace.active();
        return trace == null ? version.node() : trace.read(this);
    }

    /// The piece of the value now that holds a variable: one node a piece for one value, so that gradients find
    /// again what a function has read.
    Node part(int offset, Shape shape) {
        var trace = Trace.active();
        if (trace != null) {
            return trace.parts(this).at(offset, shape);
        }
        synchronized (this) {
            parts = Parts.of(version.node(), parts);
            return parts.at(offset, shape);
        }
    }

    /// Copies the value now to the start of `target`.
    void read(MemorySegment target) {
        lock.readLock().lock();
        try {
            version.value().read(target);
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Makes `buffer` the value; the former version stays readable only if its buffer is another one.
    void replace(Buffer buffer) {
        var former = version;
        if (former.buffer != buffer || former.overwrite()) {
            version = new Version(buffer);
        }
    }
}
