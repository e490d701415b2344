package jacobian.dashboard.recording;

import jacobian.engine.tensor.Tensor;
import java.util.Arrays;

/// Elements of a tensor, evenly chosen where there are many: enough to see how they are distributed.
final class Sample {
    private static final int MOST = 1 << 15;
    private static final int BLOCK = 256;

    private Sample() {}

    /// The finite ones, as blocks of neighbours.
    static double[] of(Tensor tensor) {
        var all = tensor.floats();
        int blocks = all.length <= MOST ? 1 : MOST / BLOCK;
        int length = all.length <= MOST ? all.length : BLOCK;
        var values = new double[blocks * length];
        int count = 0;
        for (int i = 0; i < blocks; i++) {
            int from = blocks == 1 ? 0 : (int) ((long) (all.length - length) * i / (blocks - 1));
            for (int j = from; j < from + length; j++) {
                if (Float.isFinite(all[j])) {
                    values[count++] = all[j];
                }
            }
        }
        return Arrays.copyOf(values, count);
    }
}
