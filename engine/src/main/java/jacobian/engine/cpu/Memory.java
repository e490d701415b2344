package jacobian.engine.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;

/// All of the process's memory as one segment, and the allocator of everything that lives off the heap.
///
/// Kernels take `long` byte addresses and read `ALL.get(..., address)`: a segment that is a compile-time constant
/// keeps HotSpot's kernels fast, a segment that is a parameter can leave a large kernel stuck at 1 percent of its
/// speed.
/// This is the only class of the engine that calls a restricted method.
public final class Memory {
    /// Whole memory; byte address `a` is offset `a`.
    @SuppressWarnings("restricted")
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /// Every block starts on a boundary of this many bytes: one cache line, the widest vector.
    public static final long ALIGNMENT = 64;

    /// What is copied where zeros are needed: fits the first-level cache.
    private static final MemorySegment ZEROS = Arena.global().allocate(1 << 14, ALIGNMENT);

    static {
        loadAllKinds();
    }

    private Memory() {}

    /// Makes the JVM load every class of segments and arenas now: HotSpot compiles kernels on the assumption
    /// that there are no others than it has seen, and throws all of them away when one is loaded later (seen as
    /// 100 ms of interpreted kernels).
    private static void loadAllKinds() {
        var kinds = List.of(
                MemorySegment.ofArray(new byte[1]),
                MemorySegment.ofArray(new short[1]),
                MemorySegment.ofArray(new char[1]),
                MemorySegment.ofArray(new int[1]),
                MemorySegment.ofArray(new long[1]),
                MemorySegment.ofArray(new float[1]),
                MemorySegment.ofArray(new double[1]),
                Arena.ofAuto().allocate(1));
        for (var arena : List.of(Arena.ofConfined(), Arena.ofShared())) {
            arena.allocate(kinds.size());
            arena.close();
        }
    }

    /// `segment`, read-only, that keeps `owner` reachable as long as it is reachable itself.
    @SuppressWarnings("restricted")
    public static MemorySegment view(MemorySegment segment, Object owner) {
        return segment.reinterpret(Arena.ofAuto(), _ -> Reference.reachabilityFence(owner))
                .asReadOnly();
    }

    /// Makes `bytes` bytes from `address` on zero, and no object, as filling a slice might.
    public static void clear(long address, long bytes) {
        for (long done = 0; done < bytes; done += ZEROS.byteSize()) {
            MemorySegment.copy(ZEROS, 0, ALL, address + done, Math.min(ZEROS.byteSize(), bytes - done));
        }
    }

    /// A zeroed block of `bytes` bytes that lives as long as `arena`; returns its address, a multiple of
    /// [#ALIGNMENT].
    public static long allocate(Arena arena, long bytes) {
        return arena.allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT).address();
    }
}
