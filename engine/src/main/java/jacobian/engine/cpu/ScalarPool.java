package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

/// [PoolLoops] channel by channel, of float32 or float64. Numbers are computed in float64 and rounded after each
/// operation, which for a sum or a quotient of two float32 is what float32 arithmetic gives.
public final class ScalarPool implements PoolLoops {
    /// Of float32 arrays.
    public static final ScalarPool FLOAT32 = new ScalarPool(false);

    /// Of float64 arrays.
    public static final ScalarPool FLOAT64 = new ScalarPool(true);

    private final boolean wide;
    private final long bytes;

    private ScalarPool(boolean wide) {
        this.wide = wide;
        bytes = wide ? Double.BYTES : Float.BYTES;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    private double get(long address) {
        return wide ? Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, address) : Memory.ALL.get(JAVA_FLOAT_UNALIGNED, address);
    }

    private void put(long address, double value) {
        if (wide) {
            Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, address, value);
        } else {
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, address, (float) value);
        }
    }

    private double rounded(double value) {
        return wide ? value : (float) value;
    }

    /// Position of the largest cell of a channel, as `(d * count[1] + h) * count[2] + w`.
    private int largest(PoolWindow w, long cell) {
        double best = get(cell);
        int place = 0;
        int n = 0;
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                for (int k = 0; k < w.count[2]; k++, n++) {
                    double x = get(cell + i * w.stride[0] + j * w.stride[1] + k * w.stride[2]);
                    if (!(x <= best) && !Double.isNaN(best)) {
                        best = x;
                        place = n;
                    }
                }
            }
        }
        return place;
    }

    private static long offset(PoolWindow w, int place) {
        int k = place % w.count[2];
        int j = place / w.count[2] % w.count[1];
        int i = place / w.count[2] / w.count[1];
        return i * w.stride[0] + j * w.stride[1] + k * w.stride[2];
    }

    @Override
    public void fill(PoolWindow w, long array, double value) {
        for (int c = w.from; c < w.to; c++) {
            put(array + w.pixel + bytes * c, value);
        }
    }

    @Override
    public void max(PoolWindow w, long input, long output) {
        for (int c = w.from; c < w.to; c++) {
            long cell = input + w.cell + bytes * c;
            put(output + w.pixel + bytes * c, get(cell + offset(w, largest(w, cell))));
        }
    }

    @Override
    public void maxIndex(PoolWindow w, long input, long output) {
        for (int c = w.from; c < w.to; c++) {
            int place = largest(w, input + w.cell + bytes * c);
            int index = w.index
                    + place / w.count[2] / w.count[1] * w.indexStep[0]
                    + place / w.count[2] % w.count[1] * w.indexStep[1]
                    + place % w.count[2] * w.indexStep[2];
            Memory.ALL.set(JAVA_INT_UNALIGNED, output + w.pixel / bytes * Integer.BYTES + 4L * c, index);
        }
    }

    @Override
    public void average(PoolWindow w, long input, long output) {
        int cells = w.cells();
        for (int c = w.from; c < w.to; c++) {
            long cell = input + w.cell + bytes * c;
            double sum = get(cell);
            for (int n = 1; n < cells; n++) {
                sum = rounded(sum + get(cell + offset(w, n)));
            }
            put(output + w.pixel + bytes * c, sum / cells);
        }
    }

    @Override
    public void writeMaxGradient(PoolWindow w, PoolCall at) {
        maxGradient(w, at, true);
    }

    @Override
    public void addMaxGradient(PoolWindow w, PoolCall at) {
        maxGradient(w, at, false);
    }

    private void maxGradient(PoolWindow w, PoolCall at, boolean fresh) {
        int cells = w.cells();
        for (int c = w.from; c < w.to; c++) {
            int place = largest(w, at.input() + w.cell + bytes * c);
            double upstream = get(at.upstream() + w.pixel + bytes * c);
            long gradient = at.result() + w.cell + bytes * c;
            for (int n = 0; n < cells; n++) {
                if (fresh) {
                    put(gradient + offset(w, n), n == place ? upstream : 0);
                } else if (n == place) {
                    add(gradient + offset(w, n), upstream);
                }
            }
        }
    }

    @Override
    public void writeAverageGradient(PoolWindow w, PoolCall at) {
        averageGradient(w, at, true);
    }

    @Override
    public void addAverageGradient(PoolWindow w, PoolCall at) {
        averageGradient(w, at, false);
    }

    private void averageGradient(PoolWindow w, PoolCall at, boolean fresh) {
        int cells = w.cells();
        for (int c = w.from; c < w.to; c++) {
            double share = rounded(get(at.upstream() + w.pixel + bytes * c) / cells);
            long gradient = at.result() + w.cell + bytes * c;
            for (int n = 0; n < cells; n++) {
                if (fresh) {
                    put(gradient + offset(w, n), share);
                } else {
                    add(gradient + offset(w, n), share);
                }
            }
        }
    }

    private void add(long address, double value) {
        put(address, get(address) + value);
    }
}
