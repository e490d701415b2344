package jacobian.engine.cpu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Hands out pieces of a row of work to threads that come for more: `take(3)` is the number of the first of
/// three that nobody else gets.
public final class WorkCounter {
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(WorkCounter.class, "next", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private volatile long next;

    /// Begins anew at 0.
    public void start() {
        next = 0;
    }

    /// The first of the next `count` pieces; there may be fewer left, or none.
    public long take(long count) {
        return (long) NEXT.getAndAdd(this, count);
    }
}
