package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.PoolLoops;
import jacobian.engine.cpu.PoolWindow;
import jacobian.engine.cpu.ScalarPool;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [PoolLoops] a vector of channels at a time; the last channels, fewer than a vector, one by one.
public final class VectorPool implements PoolLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ScalarPool tail = ScalarPool.FLOAT32;

    @Override
    public long bytes() {
        return Float.BYTES;
    }

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(SPECIES, Memory.ALL, address, ORDER);
    }

    private static void store(FloatVector vector, long address) {
        vector.intoMemorySegment(Memory.ALL, address, ORDER);
    }

    /// Whether `x` is taken instead of `best`: it is larger, or NaN where `best` is none.
    private static VectorMask<Float> exceeds(FloatVector x, FloatVector best) {
        return x.compare(VectorOperators.LE, best).not().and(best.compare(VectorOperators.EQ, best));
    }

    /// End of the channels that fill vectors.
    private static int whole(PoolWindow w) {
        return w.from + (w.to - w.from) / LANES * LANES;
    }

    @Override
    public void fill(PoolWindow w, long array, double value) {
        FloatVector vector = FloatVector.broadcast(SPECIES, (float) value);
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            store(vector, array + w.pixel + 4L * c);
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.fill(w, array, value);
            w.from = from;
        }
    }

    @Override
    public void max(PoolWindow w, long input, long output) {
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            store(largest(w, input + w.cell + 4L * c), output + w.pixel + 4L * c);
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.max(w, input, output);
            w.from = from;
        }
    }

    private static FloatVector largest(PoolWindow w, long cell) {
        FloatVector best = load(cell);
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                long at = cell + i * w.stride[0] + j * w.stride[1];
                for (int k = 0; k < w.count[2]; k++, at += w.stride[2]) {
                    FloatVector x = load(at);
                    best = best.blend(x, exceeds(x, best));
                }
            }
        }
        return best;
    }

    /// For each channel the place of its largest cell: `start`, then `step[axis]` more for each step along an axis.
    private static IntVector place(PoolWindow w, long cell, int start, int[] step) {
        FloatVector best = load(cell);
        IntVector place = IntVector.broadcast(INTS, start);
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                long at = cell + i * w.stride[0] + j * w.stride[1];
                int n = start + i * step[0] + j * step[1];
                for (int k = 0; k < w.count[2]; k++, at += w.stride[2], n += step[2]) {
                    FloatVector x = load(at);
                    VectorMask<Float> more = exceeds(x, best);
                    best = best.blend(x, more);
                    place = place.blend(n, more.cast(INTS));
                }
            }
        }
        return place;
    }

    @Override
    public void maxIndex(PoolWindow w, long input, long output) {
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            place(w, input + w.cell + 4L * c, w.index, w.indexStep)
                    .intoMemorySegment(Memory.ALL, output + w.pixel + 4L * c, ORDER);
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.maxIndex(w, input, output);
            w.from = from;
        }
    }

    @Override
    public void average(PoolWindow w, long input, long output) {
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            store(sum(w, input + w.cell + 4L * c).div(w.cells()), output + w.pixel + 4L * c);
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.average(w, input, output);
            w.from = from;
        }
    }

    /// -0 is what adding begins with: it changes no first summand.
    private static FloatVector sum(PoolWindow w, long cell) {
        FloatVector sum = FloatVector.broadcast(SPECIES, -0f);
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                long at = cell + i * w.stride[0] + j * w.stride[1];
                for (int k = 0; k < w.count[2]; k++, at += w.stride[2]) {
                    sum = sum.add(load(at));
                }
            }
        }
        return sum;
    }

    @Override
    public void maxGradient(PoolWindow w, Operands at, boolean fresh) {
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            IntVector place = place(w, at.input() + w.cell + 4L * c, w.index, w.indexStep);
            FloatVector upstream = load(at.upstream() + w.pixel + 4L * c);
            spreadLargest(w, at.gradient() + w.cell + 4L * c, upstream, place, fresh);
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.maxGradient(w, at, fresh);
            w.from = from;
        }
    }

    private static void spreadLargest(PoolWindow w, long cell, FloatVector upstream, IntVector place, boolean fresh) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                long at = cell + i * w.stride[0] + j * w.stride[1];
                int n = w.index + i * w.indexStep[0] + j * w.indexStep[1];
                for (int k = 0; k < w.count[2]; k++, at += w.stride[2], n += w.indexStep[2]) {
                    VectorMask<Float> here =
                            place.compare(VectorOperators.EQ, n).cast(SPECIES);
                    FloatVector before = fresh ? zero : load(at);
                    store(before.blend(before.add(upstream), here), at);
                }
            }
        }
    }

    @Override
    public void averageGradient(PoolWindow w, Operands at, boolean fresh) {
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            FloatVector share = load(at.upstream() + w.pixel + 4L * c).div(w.cells());
            spreadAll(w, at.gradient() + w.cell + 4L * c, share, fresh);
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.averageGradient(w, at, fresh);
            w.from = from;
        }
    }

    private static void spreadAll(PoolWindow w, long cell, FloatVector share, boolean fresh) {
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                long at = cell + i * w.stride[0] + j * w.stride[1];
                for (int k = 0; k < w.count[2]; k++, at += w.stride[2]) {
                    store(fresh ? share : load(at).add(share), at);
                }
            }
        }
    }
}
