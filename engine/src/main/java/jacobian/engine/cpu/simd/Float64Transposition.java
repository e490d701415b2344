package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Transposes square blocks of one vector by one vector (Eklundh 1972): for every power of two `s` below the
/// width, the halves of rows `i` and `i + s` that lie off the diagonal of their `2s` by `2s` block change
/// places. Two powers are done at a time on four rows in registers.
///
/// 0.19 ns an element, against 0.61 for exchanging pairs in 64-bit words and 1.0 to 1.5 element by element.
final class Float64Transposition {
    private static final VectorSpecies<Double> SPECIES = Float64Tiles.SPECIES;
    private static final int LANES = Float64Tiles.LANES;
    private static final int VECTOR = Float64Tiles.VECTOR;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final int HALF = Math.max(1, LANES / 2);
    private static final int QUARTER = Math.max(1, LANES / 4);
    private static final int TWO = Math.min(2, LANES / 2);

    private static final VectorShuffle<Double> UP_HALF = up(HALF);
    private static final VectorShuffle<Double> DOWN_HALF = down(HALF);
    private static final VectorMask<Double> ODD_HALF = odd(HALF);
    private static final VectorShuffle<Double> UP_QUARTER = up(QUARTER);
    private static final VectorShuffle<Double> DOWN_QUARTER = down(QUARTER);
    private static final VectorMask<Double> ODD_QUARTER = odd(QUARTER);
    private static final VectorShuffle<Double> UP_TWO = up(TWO);
    private static final VectorShuffle<Double> DOWN_TWO = down(TWO);
    private static final VectorMask<Double> ODD_TWO = odd(TWO);
    private static final VectorShuffle<Double> UP_ONE = up(1);
    private static final VectorShuffle<Double> DOWN_ONE = down(1);
    private static final VectorMask<Double> ODD_ONE = odd(1);

    private Float64Transposition() {}

    /// True if blocks of this machine's vectors can be transposed here.
    static boolean supported() {
        return LANES == 2 || LANES == 4 || LANES == 8 || LANES == 16;
    }

    /// Transposes the block whose rows start at `source`, `row` bytes apart, to rows at `target`, `step` bytes
    /// apart, in ascending order. Only the first `rows` rows are read; the last stands for those that are not
    /// there. `work` has room for one block.
    static void block(Rows source, long target, long step, long work) {
        switch (LANES) {
            case 16 -> {
                for (int i = 0; i < 4; i++) {
                    far(source, i, work + i * VECTOR, 4 * VECTOR);
                }
                for (int i = 0; i < 16; i += 4) {
                    near(work + i * VECTOR, target + i * step, step);
                }
            }
            case 8 -> {
                for (int i = 0; i < 2; i++) {
                    far(source, i, work + i * VECTOR, 2 * VECTOR);
                }
                for (int i = 0; i < 8; i += 2) {
                    pair(work + i * VECTOR, work + (i + 1) * VECTOR, target + i * step, step);
                }
            }
            case 4 -> far(source, 0, target, step);
            default -> pair(source.address(0), source.address(1), target, step);
        }
    }

    /// The rows of a block, the last repeated.
    static final class Rows {
        /// Address of the first element, bytes between rows, number of rows.
        long address;

        long row;
        int count;

        private long address(int i) {
            return address + Math.min(i, count - 1) * row;
        }
    }

    /// Exchanges over a half and a quarter of the width: rows `i`, `i + LANES / 4`, and so on.
    private static void far(Rows source, int i, long target, long step) {
        var a = load(source.address(i));
        var b = load(source.address(i + QUARTER));
        var c = load(source.address(i + HALF));
        var d = load(source.address(i + HALF + QUARTER));
        var ac = a.blend(c.rearrange(UP_HALF), ODD_HALF);
        var ca = a.rearrange(DOWN_HALF).blend(c, ODD_HALF);
        var bd = b.blend(d.rearrange(UP_HALF), ODD_HALF);
        var db = b.rearrange(DOWN_HALF).blend(d, ODD_HALF);
        store(target, ac.blend(bd.rearrange(UP_QUARTER), ODD_QUARTER));
        store(target + step, ac.rearrange(DOWN_QUARTER).blend(bd, ODD_QUARTER));
        store(target + 2 * step, ca.blend(db.rearrange(UP_QUARTER), ODD_QUARTER));
        store(target + 3 * step, ca.rearrange(DOWN_QUARTER).blend(db, ODD_QUARTER));
    }

    /// Exchanges over two elements and one, in four adjacent rows.
    private static void near(long source, long target, long step) {
        var a = load(source);
        var b = load(source + VECTOR);
        var c = load(source + 2 * VECTOR);
        var d = load(source + 3 * VECTOR);
        var ac = a.blend(c.rearrange(UP_TWO), ODD_TWO);
        var ca = a.rearrange(DOWN_TWO).blend(c, ODD_TWO);
        var bd = b.blend(d.rearrange(UP_TWO), ODD_TWO);
        var db = b.rearrange(DOWN_TWO).blend(d, ODD_TWO);
        store(target, ac.blend(bd.rearrange(UP_ONE), ODD_ONE));
        store(target + step, ac.rearrange(DOWN_ONE).blend(bd, ODD_ONE));
        store(target + 2 * step, ca.blend(db.rearrange(UP_ONE), ODD_ONE));
        store(target + 3 * step, ca.rearrange(DOWN_ONE).blend(db, ODD_ONE));
    }

    /// Exchanges over one element, in two rows.
    private static void pair(long first, long second, long target, long step) {
        var a = load(first);
        var b = load(second);
        store(target, a.blend(b.rearrange(UP_ONE), ODD_ONE));
        store(target + step, a.rearrange(DOWN_ONE).blend(b, ODD_ONE));
    }

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(SPECIES, ALL, address, ORDER);
    }

    private static void store(long address, DoubleVector x) {
        x.intoMemorySegment(ALL, address, ORDER);
    }

    /// Moves every lane up by `s`.
    private static VectorShuffle<Double> up(int s) {
        return VectorShuffle.fromOp(SPECIES, lane -> lane - s & LANES - 1);
    }

    /// Moves every lane down by `s`.
    private static VectorShuffle<Double> down(int s) {
        return VectorShuffle.fromOp(SPECIES, lane -> lane + s & LANES - 1);
    }

    /// The lanes in every second group of `s`.
    private static VectorMask<Double> odd(int s) {
        var lanes = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            lanes[lane] = (lane & s) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }
}
