package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.PoolCall;
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
        return FloatVector.fromMemorySegment(SPECIES, Memory.ALL, address & GatherTiles.BITS, ORDER);
    }

    private static void store(FloatVector vector, long address) {
        vector.intoMemorySegment(Memory.ALL, address & GatherTiles.BITS, ORDER);
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

    /// For each channel the place of its largest cell: `start`, then `step[axis]` more for each step along an
    /// axis.
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
    public void writeMaxGradient(PoolWindow w, PoolCall at) {
        int end = whole(w);
        boolean four = w.count[0] == 1 && w.count[1] == 2 && w.count[2] == 2;
        for (int c = w.from; c < end; c += LANES) {
            long cell = w.cell + 4L * c;
            long pixel = at.upstream() + w.pixel + 4L * c;
            if (four) {
                writeFour(w, at.input() + cell, at.result() + cell, pixel);
            } else {
                writeCells(w, at.input() + cell, at.result() + cell, pixel);
            }
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.writeMaxGradient(w, at);
            w.from = from;
        }
    }

    /// The first cell with the bits of the largest gets the upstream, which is then used up; so no mask is
    /// carried from cell to cell.
    private static void writeCells(PoolWindow w, long input, long gradient, long upstream) {
        IntVector best = largest(w, input).reinterpretAsInts();
        IntVector left = loadBits(upstream);
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                long at = i * w.stride[0] + j * w.stride[1];
                for (int k = 0; k < w.count[2]; k++, at += w.stride[2]) {
                    VectorMask<Integer> here = loadBits(input + at).compare(VectorOperators.EQ, best);
                    storeBits(IntVector.zero(INTS).blend(left, here), gradient + at);
                    left = left.blend(0, here);
                }
            }
        }
    }

    /// [#writeCells] of the commonest window, 2 by 2, its cells in registers.
    private static void writeFour(PoolWindow w, long input, long gradient, long upstream) {
        long right = w.stride[2];
        long below = w.stride[1];
        FloatVector x0 = load(input);
        FloatVector x1 = load(input + right);
        FloatVector x2 = load(input + below);
        FloatVector x3 = load(input + below + right);
        FloatVector best = x0.blend(x1, exceeds(x1, x0));
        best = best.blend(x2, exceeds(x2, best));
        best = best.blend(x3, exceeds(x3, best));
        IntVector left = give(x0, best, loadBits(upstream), gradient);
        left = give(x1, best, left, gradient + right);
        left = give(x2, best, left, gradient + below);
        give(x3, best, left, gradient + below + right);
    }

    /// Writes what is left of the upstream where `x` is the largest; returns what is left then.
    private static IntVector give(FloatVector x, FloatVector best, IntVector left, long gradient) {
        VectorMask<Integer> here = x.reinterpretAsInts().compare(VectorOperators.EQ, best.reinterpretAsInts());
        storeBits(IntVector.zero(INTS).blend(left, here), gradient);
        return left.blend(0, here);
    }

    @Override
    public void addMaxGradient(PoolWindow w, PoolCall at) {
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            long cell = w.cell + 4L * c;
            addCells(w, at.input() + cell, at.result() + cell, at.upstream() + w.pixel + 4L * c);
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.addMaxGradient(w, at);
            w.from = from;
        }
    }

    private static void addCells(PoolWindow w, long input, long gradient, long upstream) {
        IntVector best = largest(w, input).reinterpretAsInts();
        IntVector left = loadBits(upstream);
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                long at = i * w.stride[0] + j * w.stride[1];
                for (int k = 0; k < w.count[2]; k++, at += w.stride[2]) {
                    VectorMask<Integer> here = loadBits(input + at).compare(VectorOperators.EQ, best);
                    FloatVector share = IntVector.zero(INTS).blend(left, here).reinterpretAsFloats();
                    store(load(gradient + at).add(share), gradient + at);
                    left = left.blend(0, here);
                }
            }
        }
    }

    private static void storeBits(IntVector vector, long address) {
        vector.intoMemorySegment(Memory.ALL, address & GatherTiles.BITS, ORDER);
    }

    private static IntVector loadBits(long address) {
        return IntVector.fromMemorySegment(INTS, Memory.ALL, address & GatherTiles.BITS, ORDER);
    }

    @Override
    public void writeAverageGradient(PoolWindow w, PoolCall at) {
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            FloatVector share = load(at.upstream() + w.pixel + 4L * c).div(w.cells());
            long cell = at.result() + w.cell + 4L * c;
            for (int i = 0; i < w.count[0]; i++) {
                for (int j = 0; j < w.count[1]; j++) {
                    long to = cell + i * w.stride[0] + j * w.stride[1];
                    for (int k = 0; k < w.count[2]; k++, to += w.stride[2]) {
                        store(share, to);
                    }
                }
            }
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.writeAverageGradient(w, at);
            w.from = from;
        }
    }

    @Override
    public void addAverageGradient(PoolWindow w, PoolCall at) {
        int end = whole(w);
        for (int c = w.from; c < end; c += LANES) {
            FloatVector share = load(at.upstream() + w.pixel + 4L * c).div(w.cells());
            long cell = at.result() + w.cell + 4L * c;
            for (int i = 0; i < w.count[0]; i++) {
                for (int j = 0; j < w.count[1]; j++) {
                    long to = cell + i * w.stride[0] + j * w.stride[1];
                    for (int k = 0; k < w.count[2]; k++, to += w.stride[2]) {
                        store(load(to).add(share), to);
                    }
                }
            }
        }
        if (end < w.to) {
            int from = w.from;
            w.from = end;
            tail.addAverageGradient(w, at);
            w.from = from;
        }
    }
}
