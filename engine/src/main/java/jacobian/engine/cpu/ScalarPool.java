package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

/// [PoolLoops] channel by channel.
public final class ScalarPool implements PoolLoops {
    private static float get(long address) {
        return Memory.ALL.get(JAVA_FLOAT_UNALIGNED, address);
    }

    /// Position of the largest cell of a channel, as `(d * count[1] + h) * count[2] + w`.
    private static int largest(PoolWindow w, long cell) {
        float best = get(cell);
        int place = 0;
        int n = 0;
        for (int i = 0; i < w.count[0]; i++) {
            for (int j = 0; j < w.count[1]; j++) {
                for (int k = 0; k < w.count[2]; k++, n++) {
                    float x = get(cell + i * w.stride[0] + j * w.stride[1] + k * w.stride[2]);
                    if (!(x <= best) && best == best) {
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
    public void max(PoolWindow w, long input, long output) {
        for (int c = w.from; c < w.to; c++) {
            long cell = input + w.cell + 4L * c;
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, output + w.pixel + 4L * c, get(cell + offset(w, largest(w, cell))));
        }
    }

    @Override
    public void maxIndex(PoolWindow w, long input, long output) {
        for (int c = w.from; c < w.to; c++) {
            int place = largest(w, input + w.cell + 4L * c);
            int index = w.index
                    + place / w.count[2] / w.count[1] * w.indexStep[0]
                    + place / w.count[2] % w.count[1] * w.indexStep[1]
                    + place % w.count[2] * w.indexStep[2];
            Memory.ALL.set(JAVA_INT_UNALIGNED, output + w.pixel + 4L * c, index);
        }
    }

    @Override
    public void average(PoolWindow w, long input, long output) {
        int cells = w.cells();
        for (int c = w.from; c < w.to; c++) {
            long cell = input + w.cell + 4L * c;
            float sum = get(cell);
            for (int n = 1; n < cells; n++) {
                sum += get(cell + offset(w, n));
            }
            Memory.ALL.set(JAVA_FLOAT_UNALIGNED, output + w.pixel + 4L * c, sum / cells);
        }
    }

    @Override
    public void maxGradient(PoolWindow w, Operands at, boolean fresh) {
        int cells = w.cells();
        for (int c = w.from; c < w.to; c++) {
            int place = largest(w, at.input() + w.cell + 4L * c);
            float upstream = get(at.upstream() + w.pixel + 4L * c);
            long gradient = at.gradient() + w.cell + 4L * c;
            for (int n = 0; n < cells; n++) {
                if (fresh) {
                    Memory.ALL.set(JAVA_FLOAT_UNALIGNED, gradient + offset(w, n), n == place ? upstream : 0);
                } else if (n == place) {
                    add(gradient + offset(w, n), upstream);
                }
            }
        }
    }

    @Override
    public void averageGradient(PoolWindow w, Operands at, boolean fresh) {
        int cells = w.cells();
        for (int c = w.from; c < w.to; c++) {
            float share = get(at.upstream() + w.pixel + 4L * c) / cells;
            long gradient = at.gradient() + w.cell + 4L * c;
            for (int n = 0; n < cells; n++) {
                if (fresh) {
                    Memory.ALL.set(JAVA_FLOAT_UNALIGNED, gradient + offset(w, n), share);
                } else {
                    add(gradient + offset(w, n), share);
                }
            }
        }
    }

    private static void add(long address, float value) {
        Memory.ALL.set(JAVA_FLOAT_UNALIGNED, address, get(address) + value);
    }
}
