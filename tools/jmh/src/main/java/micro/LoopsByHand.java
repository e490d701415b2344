package micro;

import jacobian.engine.cpu.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [LoopBenchmark] as one would write them by hand: whole vectors only, sums left in their lanes, the
/// JDK's functions.
final class LoopsByHand {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private LoopsByHand() {}

    private static FloatVector load(long address, long i) {
        return FloatVector.fromMemorySegment(S, Memory.ALL, address + i * 4, ORDER);
    }

    private static void store(FloatVector x, long address, long i) {
        x.intoMemorySegment(Memory.ALL, address + i * 4, ORDER);
    }

    private static FloatVector one(long address) {
        return FloatVector.broadcast(S, Memory.ALL.get(java.lang.foreign.ValueLayout.JAVA_FLOAT, address));
    }

    static void chain(long[] a) {
        long p = a[0];
        long q = a[1];
        long o = a[2];
        for (int i = 0; i < 16_384; i += L) {
            var x = load(p, i);
            var y = load(q, i);
            store(x.mul(y).add(x).max(0f).add(y).sqrt().sub(x).mul(y), o, i);
        }
    }

    static void biasRelu(long[] a, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            long x = a[0] + 4L * r * columns;
            long y = a[2] + 4L * r * columns;
            for (int i = 0; i < columns; i += L) {
                store(load(x, i).add(load(a[1], i)).max(0f), y, i);
            }
        }
    }

    static void reluGradient(long[] a) {
        long y = a[0];
        long g = a[1];
        long o = a[2];
        for (int i = 0; i < 65_536; i += L) {
            store(FloatVector.zero(S).blend(load(g, i), load(y, i).compare(VectorOperators.GT, 0f)), o, i);
        }
    }

    static void adam(long[] a) {
        long g = a[0];
        long m = a[1];
        long v = a[2];
        long w = a[3];
        var oneLessBeta1 = one(a[4]);
        var oneLessBeta2 = one(a[5]);
        var rate = one(a[6]);
        var epsilon = one(a[7]);
        var scale = one(a[8]);
        for (int i = 0; i + L <= 669_706; i += L) {
            var scaled = load(g, i).mul(scale);
            var m1 = load(m, i);
            var m2 = m1.add(scaled.sub(m1).mul(oneLessBeta1));
            var v1 = load(v, i);
            var v2 = v1.add(scaled.mul(scaled).sub(v1).mul(oneLessBeta2));
            store(m2, m, i);
            store(v2, v, i);
            store(load(w, i).sub(m2.mul(rate).div(v2.sqrt().add(epsilon))), w, i);
        }
    }

    static void columnSums(long[] a, int rows, int columns) {
        for (int i = 0; i < columns; i += L) {
            var sum = FloatVector.zero(S);
            for (int r = 0; r < rows; r++) {
                sum = sum.add(load(a[0], (long) r * columns + i));
            }
            store(sum, a[1], i);
        }
    }

    static void rowSums(long[] a, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            var sum = FloatVector.zero(S);
            for (int i = 0; i + L <= columns; i += L) {
                sum = sum.add(load(a[0], (long) r * columns + i));
            }
            Memory.ALL.set(
                    java.lang.foreign.ValueLayout.JAVA_FLOAT, a[1] + 4L * r, sum.reduceLanes(VectorOperators.ADD));
        }
    }

    static void softmax(long[] a, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            long x = a[0] + 4L * r * columns;
            long y = a[1] + 4L * r * columns;
            var largest = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < columns; i += L) {
                var m = S.indexInRange(i, columns);
                largest = largest.lanewise(
                        VectorOperators.MAX, FloatVector.fromMemorySegment(S, Memory.ALL, x + 4L * i, ORDER, m), m);
            }
            float max = largest.reduceLanes(VectorOperators.MAX);
            var sum = FloatVector.zero(S);
            for (int i = 0; i < columns; i += L) {
                var m = S.indexInRange(i, columns);
                var e = FloatVector.fromMemorySegment(S, Memory.ALL, x + 4L * i, ORDER, m)
                        .sub(max)
                        .lanewise(VectorOperators.EXP);
                e.intoMemorySegment(Memory.ALL, y + 4L * i, ORDER, m);
                sum = sum.lanewise(VectorOperators.ADD, e, m);
            }
            float total = sum.reduceLanes(VectorOperators.ADD);
            for (int i = 0; i < columns; i += L) {
                var m = S.indexInRange(i, columns);
                FloatVector.fromMemorySegment(S, Memory.ALL, y + 4L * i, ORDER, m)
                        .div(total)
                        .intoMemorySegment(Memory.ALL, y + 4L * i, ORDER, m);
            }
        }
    }

    static void layerNorm(long[] a, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            long x = a[0] + 4L * r * columns;
            long y = a[3] + 4L * r * columns;
            var sum = FloatVector.zero(S);
            for (int i = 0; i < columns; i += L) {
                sum = sum.add(load(x, i));
            }
            float mean = sum.reduceLanes(VectorOperators.ADD) / columns;
            var squares = FloatVector.zero(S);
            for (int i = 0; i < columns; i += L) {
                var d = load(x, i).sub(mean);
                squares = squares.add(d.mul(d));
            }
            float scale = 1 / (float) Math.sqrt(squares.reduceLanes(VectorOperators.ADD) / columns + 1e-3f);
            for (int i = 0; i < columns; i += L) {
                store(load(x, i).sub(mean).mul(scale).mul(load(a[1], i)).add(load(a[2], i)), y, i);
            }
        }
    }

    static void gelu(long[] a) {
        for (int i = 0; i < 65_536; i += L) {
            var x = load(a[0], i);
            var inner = x.mul(x).fma(x.mul(0.044715f), x).mul(0.7978846f);
            store(inner.lanewise(VectorOperators.TANH).add(1f).mul(x).mul(0.5f), a[1], i);
        }
    }

    static void tanh(long[] a) {
        for (int i = 0; i < 65_536; i += L) {
            store(load(a[0], i).lanewise(VectorOperators.TANH), a[1], i);
        }
    }

    static void exp(long[] a) {
        for (int i = 0; i < 65_536; i += L) {
            store(load(a[0], i).lanewise(VectorOperators.EXP), a[1], i);
        }
    }
}
