package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

/// [WinogradLoops] float by float.
public final class ScalarWinograd implements WinogradLoops {
    private static final long FLOAT = Float.BYTES;

    private static float get(long address) {
        return Memory.ALL.get(JAVA_FLOAT_UNALIGNED, address);
    }

    private static void set(long address, float value) {
        Memory.ALL.set(JAVA_FLOAT_UNALIGNED, address, value);
    }

    @Override
    public void source(long cells, long rowBytes, int channels, int count, long planes, long planeBytes) {
        for (int n = 0; n < count; n++) {
            for (int c = 0; c < channels; c++) {
                long from = cells + FLOAT * (SIDE * n * (long) channels + c);
                source(from, rowBytes, FLOAT * channels, planes + FLOAT * (n * (long) channels + c), planeBytes);
            }
        }
    }

    /// One float of one patch.
    static void source(long from, long rowBytes, long cellBytes, long to, long plane) {
        for (int j = 0; j < 4; j++) {
            float x0 = column(from, cellBytes, j);
            float x1 = column(from + rowBytes, cellBytes, j);
            float x2 = column(from + 2 * rowBytes, cellBytes, j);
            float x3 = column(from + 3 * rowBytes, cellBytes, j);
            set(to + j * plane, x0 - x2);
            set(to + (4 + j) * plane, x1 + x2);
            set(to + (8 + j) * plane, x2 - x1);
            set(to + (12 + j) * plane, x1 - x3);
        }
    }

    /// Element `j` of a row times `B`.
    private static float column(long row, long cellBytes, int j) {
        return switch (j) {
            case 0 -> get(row) - get(row + 2 * cellBytes);
            case 1 -> get(row + cellBytes) + get(row + 2 * cellBytes);
            case 2 -> get(row + 2 * cellBytes) - get(row + cellBytes);
            default -> get(row + cellBytes) - get(row + 3 * cellBytes);
        };
    }

    @Override
    public void result(long planes, long planeBytes, int channels, int count, long cells, long rowBytes) {
        for (int n = 0; n < count; n++) {
            for (int c = 0; c < channels; c++) {
                long to = cells + FLOAT * (SIDE * n * (long) channels + c);
                result(planes + FLOAT * (n * (long) channels + c), planeBytes, to, rowBytes, FLOAT * channels);
            }
        }
    }

    /// One float of one tile.
    static void result(long from, long plane, long to, long rowBytes, long cellBytes) {
        for (int j = 0; j < SIDE; j++) {
            float x0 = row(from, plane, j);
            float x1 = row(from + 4 * plane, plane, j);
            float x2 = row(from + 8 * plane, plane, j);
            float x3 = row(from + 12 * plane, plane, j);
            set(to + j * cellBytes, x0 + x1 + x2);
            set(to + rowBytes + j * cellBytes, x1 - x2 - x3);
        }
    }

    /// Element `j` of a row of four planes times `A`.
    private static float row(long from, long plane, int j) {
        return j == 0
                ? get(from) + get(from + plane) + get(from + 2 * plane)
                : get(from + plane) - get(from + 2 * plane) - get(from + 3 * plane);
    }

    @Override
    public void upstream(long cells, long rowBytes, int channels, int count, long planes, long planeBytes) {
        for (int n = 0; n < count; n++) {
            for (int c = 0; c < channels; c++) {
                long from = cells + FLOAT * (SIDE * n * (long) channels + c);
                upstream(from, rowBytes, FLOAT * channels, planes + FLOAT * (n * (long) channels + c), planeBytes);
            }
        }
    }

    /// One float of one tile.
    static void upstream(long from, long rowBytes, long cellBytes, long to, long plane) {
        float y00 = get(from);
        float y01 = get(from + cellBytes);
        float y10 = get(from + rowBytes);
        float y11 = get(from + rowBytes + cellBytes);
        spread(to, plane, y00, y10);
        spread(to + plane, plane, y00 + y01, y10 + y11);
        spread(to + 2 * plane, plane, y00 - y01, y10 - y11);
        spread(to + 3 * plane, plane, -y01, -y11);
    }

    /// `A` times a column.
    private static void spread(long to, long plane, float a, float b) {
        set(to, a);
        set(to + 4 * plane, a + b);
        set(to + 8 * plane, a - b);
        set(to + 12 * plane, -b);
    }

    @Override
    public void kernel(long taps, long tapBytes, int count, long planes, long planeBytes) {
        for (int i = 0; i < count; i++) {
            kernel(taps + FLOAT * i, tapBytes, planes + FLOAT * i, planeBytes);
        }
    }

    /// One float.
    static void kernel(long from, long tap, long to, long plane) {
        for (int j = 0; j < 4; j++) {
            float x0 = kernelColumn(from, tap, j);
            float x1 = kernelColumn(from + 3 * tap, tap, j);
            float x2 = kernelColumn(from + 6 * tap, tap, j);
            set(to + j * plane, x0);
            set(to + (4 + j) * plane, (x0 + x2 + x1) * 0.5f);
            set(to + (8 + j) * plane, (x0 + x2 - x1) * 0.5f);
            set(to + (12 + j) * plane, x2);
        }
    }

    /// Element `j` of a row of the kernel times `Gᵀ`.
    private static float kernelColumn(long row, long tap, int j) {
        return switch (j) {
            case 0 -> get(row);
            case 1 -> (get(row) + get(row + 2 * tap) + get(row + tap)) * 0.5f;
            case 2 -> (get(row) + get(row + 2 * tap) - get(row + tap)) * 0.5f;
            default -> get(row + 2 * tap);
        };
    }

    @Override
    public void kernelGradient(long planes, long planeBytes, int count, long taps, long tapBytes) {
        for (int i = 0; i < count; i++) {
            kernelGradient(planes + FLOAT * i, planeBytes, taps + FLOAT * i, tapBytes);
        }
    }

    /// One float.
    static void kernelGradient(long from, long plane, long to, long tap) {
        for (int j = 0; j < 3; j++) {
            float x0 = gradientColumn(from, plane, j);
            float x1 = gradientColumn(from + 4 * plane, plane, j);
            float x2 = gradientColumn(from + 8 * plane, plane, j);
            float x3 = gradientColumn(from + 12 * plane, plane, j);
            float half = (x1 + x2) * 0.5f;
            set(to + j * tap, x0 + half);
            set(to + (3 + j) * tap, (x1 - x2) * 0.5f);
            set(to + (6 + j) * tap, half + x3);
        }
    }

    /// Element `j` of a row of four planes times `G`.
    private static float gradientColumn(long row, long plane, int j) {
        float x1 = get(row + plane);
        float x2 = get(row + 2 * plane);
        return switch (j) {
            case 0 -> get(row) + (x1 + x2) * 0.5f;
            case 1 -> (x1 - x2) * 0.5f;
            default -> (x1 + x2) * 0.5f + get(row + 3 * plane);
        };
    }
}
