package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.GatherTiles.BITS;
import static jacobian.engine.cpu.simd.GatherTiles.load;
import static jacobian.engine.cpu.simd.GatherTiles.store;

import jacobian.engine.cpu.ScalarWinograd;
import jacobian.engine.cpu.WinogradLoops;
import jdk.incubator.vector.FloatVector;

/// [WinogradLoops] on the Vector API: a vector is some channels of a cell; channels that fill no vector are left to
/// [ScalarWinograd].
public final class VectorWinograd implements WinogradLoops {
    private static final int LANES = GatherTiles.SPECIES.length();
    private static final long BYTES = GatherTiles.BYTES;

    private final ScalarWinograd plain = new ScalarWinograd();

    @Override
    public void source(long cells, long rowBytes, int channels, int count, long planes, long planeBytes) {
        if (channels % LANES != 0) {
            plain.source(cells, rowBytes, channels, count, planes, planeBytes);
            return;
        }
        sourceLeft(cells, rowBytes, 4L * channels, count, planes, planeBytes);
        sourceRight(cells, rowBytes, 4L * channels, count, planes, planeBytes);
    }

    /// The first two elements of each row by `B`, then columns by `Bᵀ`.
    private static void sourceLeft(long cells, long rowBytes, long cell, int count, long planes, long plane) {
        for (int n = 0; n < count; n++) {
            for (long c = 0; c < cell; c += BYTES) {
                long r0 = (cells + c) & BITS;
                FloatVector d2 = load(r0 + 2 * cell);
                FloatVector x00 = load(r0).sub(d2);
                FloatVector x01 = load(r0 + cell).add(d2);
                long r1 = (cells + c + rowBytes) & BITS;
                d2 = load(r1 + 2 * cell);
                FloatVector x10 = load(r1).sub(d2);
                FloatVector x11 = load(r1 + cell).add(d2);
                long r2 = (cells + c + 2 * rowBytes) & BITS;
                d2 = load(r2 + 2 * cell);
                FloatVector x20 = load(r2).sub(d2);
                FloatVector x21 = load(r2 + cell).add(d2);
                long r3 = (cells + c + 3 * rowBytes) & BITS;
                d2 = load(r3 + 2 * cell);
                FloatVector x30 = load(r3).sub(d2);
                FloatVector x31 = load(r3 + cell).add(d2);
                long p0 = (planes + c) & BITS;
                store(x00.sub(x20), p0);
                store(x01.sub(x21), p0 + plane);
                long p1 = p0 + 4 * plane;
                store(x10.add(x20), p1);
                store(x11.add(x21), p1 + plane);
                long p2 = p0 + 8 * plane;
                store(x20.sub(x10), p2);
                store(x21.sub(x11), p2 + plane);
                long p3 = p0 + 12 * plane;
                store(x10.sub(x30), p3);
                store(x11.sub(x31), p3 + plane);
            }
            cells += SIDE * cell;
            planes += cell;
        }
    }

    /// The last two.
    private static void sourceRight(long cells, long rowBytes, long cell, int count, long planes, long plane) {
        for (int n = 0; n < count; n++) {
            for (long c = 0; c < cell; c += BYTES) {
                long r0 = (cells + c + cell) & BITS;
                FloatVector d1 = load(r0);
                FloatVector x02 = load(r0 + cell).sub(d1);
                FloatVector x03 = d1.sub(load(r0 + 2 * cell));
                long r1 = (cells + c + cell + rowBytes) & BITS;
                d1 = load(r1);
                FloatVector x12 = load(r1 + cell).sub(d1);
                FloatVector x13 = d1.sub(load(r1 + 2 * cell));
                long r2 = (cells + c + cell + 2 * rowBytes) & BITS;
                d1 = load(r2);
                FloatVector x22 = load(r2 + cell).sub(d1);
                FloatVector x23 = d1.sub(load(r2 + 2 * cell));
                long r3 = (cells + c + cell + 3 * rowBytes) & BITS;
                d1 = load(r3);
                FloatVector x32 = load(r3 + cell).sub(d1);
                FloatVector x33 = d1.sub(load(r3 + 2 * cell));
                long p0 = (planes + c + 2 * plane) & BITS;
                store(x02.sub(x22), p0);
                store(x03.sub(x23), p0 + plane);
                long p1 = p0 + 4 * plane;
                store(x12.add(x22), p1);
                store(x13.add(x23), p1 + plane);
                long p2 = p0 + 8 * plane;
                store(x22.sub(x12), p2);
                store(x23.sub(x13), p2 + plane);
                long p3 = p0 + 12 * plane;
                store(x12.sub(x32), p3);
                store(x13.sub(x33), p3 + plane);
            }
            cells += SIDE * cell;
            planes += cell;
        }
    }

    @Override
    public void result(long planes, long planeBytes, int channels, int count, long cells, long rowBytes) {
        if (channels % LANES != 0) {
            plain.result(planes, planeBytes, channels, count, cells, rowBytes);
            return;
        }
        resultTop(planes, planeBytes, 4L * channels, count, cells);
        resultBottom(planes, planeBytes, 4L * channels, count, cells + rowBytes);
    }

    /// The upper two cells of each tile: rows by `A`, then columns by the first row of `Aᵀ`. Both in one method would
    /// be more than C2 inlines, and what it leaves out makes an object each time.
    private static void resultTop(long planes, long plane, long cell, int count, long cells) {
        for (int n = 0; n < count; n++) {
            for (long c = 0; c < cell; c += BYTES) {
                long p0 = (planes + c) & BITS;
                FloatVector m1 = load(p0 + plane);
                FloatVector m2 = load(p0 + 2 * plane);
                FloatVector x00 = load(p0).add(m1).add(m2);
                FloatVector x01 = m1.sub(m2).sub(load(p0 + 3 * plane));
                long p1 = (planes + c + 4 * plane) & BITS;
                m1 = load(p1 + plane);
                m2 = load(p1 + 2 * plane);
                FloatVector x10 = load(p1).add(m1).add(m2);
                FloatVector x11 = m1.sub(m2).sub(load(p1 + 3 * plane));
                long p2 = (planes + c + 8 * plane) & BITS;
                m1 = load(p2 + plane);
                m2 = load(p2 + 2 * plane);
                FloatVector x20 = load(p2).add(m1).add(m2);
                FloatVector x21 = m1.sub(m2).sub(load(p2 + 3 * plane));
                long to = (cells + c) & BITS;
                store(x00.add(x10).add(x20), to);
                store(x01.add(x11).add(x21), to + cell);
            }
            cells += SIDE * cell;
            planes += cell;
        }
    }

    /// The lower two.
    private static void resultBottom(long planes, long plane, long cell, int count, long cells) {
        for (int n = 0; n < count; n++) {
            for (long c = 0; c < cell; c += BYTES) {
                long p1 = (planes + c + 4 * plane) & BITS;
                FloatVector m1 = load(p1 + plane);
                FloatVector m2 = load(p1 + 2 * plane);
                FloatVector x10 = load(p1).add(m1).add(m2);
                FloatVector x11 = m1.sub(m2).sub(load(p1 + 3 * plane));
                long p2 = (planes + c + 8 * plane) & BITS;
                m1 = load(p2 + plane);
                m2 = load(p2 + 2 * plane);
                FloatVector x20 = load(p2).add(m1).add(m2);
                FloatVector x21 = m1.sub(m2).sub(load(p2 + 3 * plane));
                long p3 = (planes + c + 12 * plane) & BITS;
                m1 = load(p3 + plane);
                m2 = load(p3 + 2 * plane);
                FloatVector x30 = load(p3).add(m1).add(m2);
                FloatVector x31 = m1.sub(m2).sub(load(p3 + 3 * plane));
                long to = (cells + c) & BITS;
                store(x10.sub(x20).sub(x30), to);
                store(x11.sub(x21).sub(x31), to + cell);
            }
            cells += SIDE * cell;
            planes += cell;
        }
    }

    @Override
    public void upstream(long cells, long rowBytes, int channels, int count, long planes, long planeBytes) {
        if (channels % LANES != 0) {
            plain.upstream(cells, rowBytes, channels, count, planes, planeBytes);
            return;
        }
        long cell = 4L * channels;
        for (int n = 0; n < count; n++) {
            for (long c = 0; c < cell; c += BYTES) {
                upstreamVector(cells + c, rowBytes, cell, planes + c, planeBytes);
            }
            cells += SIDE * cell;
            planes += cell;
        }
    }

    /// One vector of one tile.
    private static void upstreamVector(long from, long rowBytes, long cell, long to, long plane) {
        long r0 = from & BITS;
        FloatVector a = load(r0);
        FloatVector d = load(r0 + cell);
        FloatVector b = a.add(d);
        FloatVector c = a.sub(d);
        d = d.neg();
        long p0 = to & BITS;
        store(a, p0);
        store(b, p0 + plane);
        store(c, p0 + 2 * plane);
        store(d, p0 + 3 * plane);
        long r1 = (from + rowBytes) & BITS;
        FloatVector e = load(r1);
        FloatVector h = load(r1 + cell);
        FloatVector f = e.add(h);
        FloatVector g = e.sub(h);
        h = h.neg();
        long p1 = (to + 4 * plane) & BITS;
        store(a.add(e), p1);
        store(b.add(f), p1 + plane);
        store(c.add(g), p1 + 2 * plane);
        store(d.add(h), p1 + 3 * plane);
        long p2 = (to + 8 * plane) & BITS;
        store(a.sub(e), p2);
        store(b.sub(f), p2 + plane);
        store(c.sub(g), p2 + 2 * plane);
        store(d.sub(h), p2 + 3 * plane);
        long p3 = (to + 12 * plane) & BITS;
        store(e.neg(), p3);
        store(f.neg(), p3 + plane);
        store(g.neg(), p3 + 2 * plane);
        store(h.neg(), p3 + 3 * plane);
    }

    @Override
    public void kernel(long taps, long tapBytes, int count, long planes, long planeBytes) {
        if (count % LANES != 0) {
            plain.kernel(taps, tapBytes, count, planes, planeBytes);
            return;
        }
        kernelEnds(taps, tapBytes, 4L * count, planes, planeBytes);
        kernelMiddle(taps, tapBytes, 4L * count, planes, planeBytes);
    }

    /// The first and the last element of each row by `Gᵀ`, then columns by `G`.
    private static void kernelEnds(long taps, long tap, long bytes, long planes, long plane) {
        FloatVector half = FloatVector.broadcast(GatherTiles.SPECIES, 0.5f);
        for (long i = 0; i < bytes; i += BYTES) {
            long from = (taps + i) & BITS;
            FloatVector x00 = load(from);
            FloatVector x03 = load(from + 2 * tap);
            FloatVector x10 = load(from + 3 * tap);
            FloatVector x13 = load(from + 5 * tap);
            FloatVector x20 = load(from + 6 * tap);
            FloatVector x23 = load(from + 8 * tap);
            FloatVector ends0 = x00.add(x20);
            FloatVector ends3 = x03.add(x23);
            long to = (planes + i) & BITS;
            store(x00, to);
            store(x03, to + 3 * plane);
            store(ends0.add(x10).mul(half), to + 4 * plane);
            store(ends3.add(x13).mul(half), to + 7 * plane);
            store(ends0.sub(x10).mul(half), to + 8 * plane);
            store(ends3.sub(x13).mul(half), to + 11 * plane);
            store(x20, to + 12 * plane);
            store(x23, to + 15 * plane);
        }
    }

    /// The two between.
    private static void kernelMiddle(long taps, long tap, long bytes, long planes, long plane) {
        FloatVector half = FloatVector.broadcast(GatherTiles.SPECIES, 0.5f);
        for (long i = 0; i < bytes; i += BYTES) {
            long from = (taps + i) & BITS;
            FloatVector ends = load(from).add(load(from + 2 * tap));
            FloatVector middle = load(from + tap);
            FloatVector x01 = ends.add(middle).mul(half);
            FloatVector x02 = ends.sub(middle).mul(half);
            ends = load(from + 3 * tap).add(load(from + 5 * tap));
            middle = load(from + 4 * tap);
            FloatVector x11 = ends.add(middle).mul(half);
            FloatVector x12 = ends.sub(middle).mul(half);
            ends = load(from + 6 * tap).add(load(from + 8 * tap));
            middle = load(from + 7 * tap);
            FloatVector x21 = ends.add(middle).mul(half);
            FloatVector x22 = ends.sub(middle).mul(half);
            FloatVector ends1 = x01.add(x21);
            FloatVector ends2 = x02.add(x22);
            long to = (planes + i + plane) & BITS;
            store(x01, to);
            store(x02, to + plane);
            store(ends1.add(x11).mul(half), to + 4 * plane);
            store(ends2.add(x12).mul(half), to + 5 * plane);
            store(ends1.sub(x11).mul(half), to + 8 * plane);
            store(ends2.sub(x12).mul(half), to + 9 * plane);
            store(x21, to + 12 * plane);
            store(x22, to + 13 * plane);
        }
    }

    @Override
    public void kernelGradient(long planes, long planeBytes, int count, long taps, long tapBytes) {
        if (count % LANES != 0) {
            plain.kernelGradient(planes, planeBytes, count, taps, tapBytes);
            return;
        }
        gradientSide(planes, planeBytes, 0, 4L * count, taps, tapBytes);
        gradientMiddle(planes, planeBytes, 4L * count, taps + tapBytes, tapBytes);
        gradientSide(planes, planeBytes, 3, 4L * count, taps + 2 * tapBytes, tapBytes);
    }

    /// The first or the last element of each row by `G`, to which plane `outer` of the row belongs, then columns by
    /// `Gᵀ`.
    private static void gradientSide(long planes, long plane, int outer, long bytes, long taps, long tap) {
        FloatVector half = FloatVector.broadcast(GatherTiles.SPECIES, 0.5f);
        for (long i = 0; i < bytes; i += BYTES) {
            long from = (planes + i + plane) & BITS;
            long end = (planes + i + outer * plane) & BITS;
            FloatVector x0 = load(from).add(load(from + plane)).mul(half).add(load(end));
            FloatVector x1 = load(from + 4 * plane).add(load(from + 5 * plane)).mul(half);
            x1 = x1.add(load(end + 4 * plane));
            FloatVector x2 = load(from + 8 * plane).add(load(from + 9 * plane)).mul(half);
            x2 = x2.add(load(end + 8 * plane));
            FloatVector x3 =
                    load(from + 12 * plane).add(load(from + 13 * plane)).mul(half);
            x3 = x3.add(load(end + 12 * plane));
            gradientColumn(x0, x1, x2, x3, taps + i, tap);
        }
    }

    /// The one between.
    private static void gradientMiddle(long planes, long plane, long bytes, long taps, long tap) {
        FloatVector half = FloatVector.broadcast(GatherTiles.SPECIES, 0.5f);
        for (long i = 0; i < bytes; i += BYTES) {
            long from = (planes + i + plane) & BITS;
            FloatVector x0 = load(from).sub(load(from + plane)).mul(half);
            FloatVector x1 = load(from + 4 * plane).sub(load(from + 5 * plane)).mul(half);
            FloatVector x2 = load(from + 8 * plane).sub(load(from + 9 * plane)).mul(half);
            FloatVector x3 =
                    load(from + 12 * plane).sub(load(from + 13 * plane)).mul(half);
            gradientColumn(x0, x1, x2, x3, taps + i, tap);
        }
    }

    private static void gradientColumn(
            FloatVector x0, FloatVector x1, FloatVector x2, FloatVector x3, long to, long tap) {
        FloatVector middle = x1.add(x2).mul(0.5f);
        long at = to & BITS;
        store(x0.add(middle), at);
        store(x1.sub(x2).mul(0.5f), at + 3 * tap);
        store(middle.add(x3), at + 6 * tap);
    }
}
