package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.ThreadTeam;
import java.util.Arrays;

/// A [Loop] for arrays of given sizes and strides: made once, run many times, possibly by several callers at once.
///
/// Strides are in elements, one for each axis of the loop; 0 repeats (broadcast), a negative one walks backwards, any order of
/// magnitude is a transposition. The address of an operand is that of its element at index (0, ..., 0), in bytes. Addresses may
/// differ from run to run; outputs must not overlap other operands, except that a stored operand may be loaded at the same places.
public final class BoundLoop {
    private final Loop loop;
    private final long[] extents;
    private final long[][] strides;

    private BoundLoop(Loop loop, long[] extents, long[][] strides) {
        this.loop = loop;
        this.extents = extents.clone();
        this.strides = Arrays.stream(strides).map(long[]::clone).toArray(long[][]::new);
    }

    /// Binds `loop` for [#run].
    ///
    /// @param extents sizes of the loop's axes; 0 is allowed
    /// @param strides for each operand the strides along each axis
    /// @throws IllegalArgumentException if a length does not fit, or a stored operand has stride 0 along an axis it is stored on
    public static BoundLoop of(Loop loop, long[] extents, long[][] strides) {
        return new BoundLoop(loop, extents, strides);
    }

    /// Binds `loop` for [#runBlock]: the last axis makes up the columns, all others together the rows, of a matrix. Only for loops
    /// without row axes and reductions.
    ///
    /// @throws IllegalArgumentException as [#of], and for other loops
    public static BoundLoop ofBlocks(Loop loop, long[] extents, long[][] strides) {
        return new BoundLoop(loop, extents, strides);
    }

    /// Bytes of scratch memory that [#run] needs, 64-byte aligned, its own for each concurrent run; the same for any team of up to
    /// `threads` threads.
    public long scratchBytes(int threads) {
        return 0;
    }

    /// Runs the whole loop; on the team where that is worth it. Allocates nothing.
    ///
    /// @param addresses for each operand the byte address of its element at index (0, ..., 0)
    /// @param scratch address of [#scratchBytes] bytes
    public void run(ThreadTeam team, long[] addresses, long scratch) {
        new PointLoop(loop, extents, strides).run(addresses);
    }

    /// Runs the loop on the rectangle of rows `row0` up to but not `row1`, columns `column0` up to but not `column1`, on the calling
    /// thread, whose number in the team is `thread`.
    public void runBlock(int thread, long[] addresses, long row0, long row1, long column0, long column1) {
        new PointLoop(loop, extents, strides).runBlock(addresses, row0, row1, column0, column1);
    }

    /// How the loop is run, for a reader.
    public String explain() {
        return loop.explain();
    }
}
