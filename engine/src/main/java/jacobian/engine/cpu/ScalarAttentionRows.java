package jacobian.engine.cpu;

import jacobian.engine.cpu.loop.FloatMath;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// [AttentionRows] in plain loops over arrays on the heap; for one thread.
public final class ScalarAttentionRows implements AttentionRows {
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final float[] lanes = new float[LANES];
    private float[] x = {};
    private float[] y = {};

    private void read(long row, int n) {
        x = x.length < n ? new float[n] : x;
        MemorySegment.copy(Memory.ALL, ELEMENT, row, x, 0, n);
    }

    private void readOther(long row, int n) {
        y = y.length < n ? new float[n] : y;
        MemorySegment.copy(Memory.ALL, ELEMENT, row, y, 0, n);
    }

    private static void write(float[] values, long row, int n) {
        MemorySegment.copy(values, 0, Memory.ALL, ELEMENT, row, n);
    }

    @Override
    public float max(long row, int n) {
        read(row, n);
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, x[i]);
        }
        return largest;
    }

    @Override
    public void exponentials(long row, int n, float largest, float scale) {
        int whole = (n + LANES - 1) / LANES * LANES;
        read(row, whole);
        for (int i = 0; i < n; i++) {
            x[i] = FloatMath.exp(x[i] - largest) * scale;
        }
        Arrays.fill(x, n, whole, 0);
        write(x, row, whole);
    }

    @Override
    public float sum(long row, int n) {
        read(row, n);
        Arrays.fill(lanes, 0);
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] += x[i];
        }
        return met();
    }

    private float met() {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }

    @Override
    public void scoreUpstreams(long upstreams, long weights, int n, float even) {
        read(weights, n);
        readOther(upstreams, n);
        for (int i = 0; i < n; i++) {
            y[i] = x[i] * (y[i] - even);
        }
        write(y, upstreams, n);
    }

    @Override
    public void hide(long row, int n, long mask, int step, float value) {
        read(row, n);
        for (int i = 0; i < n; i++) {
            x[i] = Memory.ALL.get(ValueLayout.JAVA_BYTE, mask + (long) i * step) == 0 ? value : x[i];
        }
        write(x, row, n);
    }

    @Override
    public void fill(long row, int n, float value) {
        x = x.length < n ? new float[n] : x;
        Arrays.fill(x, 0, n, value);
        write(x, row, n);
    }

    @Override
    public void scale(long row, int n, float factor) {
        read(row, n);
        for (int i = 0; i < n; i++) {
            x[i] *= factor;
        }
        write(x, row, n);
    }

    @Override
    public float dot(long a, long b, int n) {
        read(a, n);
        readOther(b, n);
        Arrays.fill(lanes, 0);
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i++) {
            lanes[i % LANES] = Math.fma(x[i], y[i], lanes[i % LANES]);
        }
        float sum = met();
        for (int i = whole; i < n; i++) {
            sum = Math.fma(x[i], y[i], sum);
        }
        return sum;
    }
}
