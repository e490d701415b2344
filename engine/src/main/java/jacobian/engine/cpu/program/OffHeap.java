package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Off-heap memory in use, and its limit: the system property `jacobian.memory.limit` in bytes, or three
/// quarters of the machine's memory.
///
/// Memory is freed when its owner is unreachable, which only a collection of the heap finds out; so one is
/// asked for each time as much has been allocated as was in use after the last, and before the limit is
/// refused.
final class OffHeap {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong USED = new AtomicLong();
    /// Blocks up to this size, Java numbers above all, are left to the collector uncounted: closing a shared
    /// arena stops all threads.
    private static final long SMALL = 1 << 14;

    private static final long SLACK = 512L << 20;
    private static final long LIMIT = Long.getLong("jacobian.memory.limit", standardLimit());
    private static volatile long collectAt = SLACK;

    private OffHeap() {}

    private static long standardLimit() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean.getTotalMemorySize() / 4 * 3
                : Long.MAX_VALUE;
    }

    /// Bytes in use.
    static long used() {
        return USED.get();
    }

    /// `bytes` bytes that are freed once `owner` is unreachable.
    static MemorySegment allocate(Object owner, long bytes) {
        if (bytes <= SMALL) {
            return Arena.ofAuto().allocate(Math.max(bytes, Memory.ALIGNMENT), Memory.ALIGNMENT);
        }
        reserve(bytes);
        var arena = Arena.ofShared();
        try {
            var memory = arena.allocate(Math.max(bytes, Memory.ALIGNMENT), Memory.ALIGNMENT);
            CLEANER.register(owner, () -> {
                arena.close();
                USED.addAndGet(-bytes);
            });
            return memory;
        } catch (OutOfMemoryError error) {
            USED.addAndGet(-bytes);
            throw refused(bytes, error);
        }
    }

    private static void reserve(long bytes) {
        long used = USED.addAndGet(bytes);
        if (used > collectAt || used > LIMIT) {
            collect();
            used = USED.get();
            collectAt = Math.max(2 * used, used + SLACK);
            if (used > LIMIT) {
                USED.addAndGet(-bytes);
                throw refused(bytes, null);
            }
        }
    }

    private static void collect() {
        System.gc();
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OutOfMemoryError refused(long bytes, @Nullable Throwable cause) {
        var error = new OutOfMemoryError(
                "no room for " + (bytes >> 20) + " MiB off the heap: " + (USED.get() >> 20) + " MiB of " + (LIMIT >> 20)
                        + " are in use. Make batches or the network smaller, or raise -Djacobian.memory.limit");
        if (cause != null) {
            error.initCause(cause);
        }
        return error;
    }
}
