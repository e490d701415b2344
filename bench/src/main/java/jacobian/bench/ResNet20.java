package jacobian.bench;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Activation;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.GlobalAveragePooling2D;
import jacobian.keras.layers.Input;
import jacobian.keras.models.Model;
import jacobian.keras.ops.Padding;
import java.util.ArrayList;

/// The residual network of 20 layers of docs/workloads.md: three stages of three blocks with 16, 32 and 64
/// filters.
final class ResNet20 {
    private static final int SIDE = 32;
    private static final int[] FILTERS = {16, 32, 64};
    private static final int BLOCKS = 3;

    private ResNet20() {}

    static Model model(int classes) {
        var image = new Input(SIDE, SIDE, 3);
        var x = relu(convolved(image.tensor(), FILTERS[0], 3, 1));
        for (int filters : FILTERS) {
            for (int block = 0; block < BLOCKS; block++) {
                x = residual(x, filters, narrows(filters, block) ? 2 : 1);
            }
        }
        var pooled = new GlobalAveragePooling2D().apply(x);
        return new Model(image, new Dense(classes).activation(SOFTMAX).apply(pooled));
    }

    private static boolean narrows(int filters, int block) {
        return block == 0 && filters > FILTERS[0];
    }

    private static Tensor residual(Tensor x, int filters, int stride) {
        var y = convolved(relu(convolved(x, filters, 3, stride)), filters, 3, 1);
        return relu(new Add().apply(stride > 1 ? convolved(x, filters, 1, stride) : x, y));
    }

    private static Tensor convolved(Tensor x, int filters, int size, int stride) {
        var convolution =
                new Conv2D(filters, size).strides(stride).padding(Padding.SAME).useBias(false);
        return new BatchNormalization().apply(convolution.apply(x));
    }

    private static Tensor relu(Tensor x) {
        return new Activation(RELU).apply(x);
    }

    /// Multiply-adds of each layer for one image, forward.
    static long[] multiplyAdds(int classes) {
        var layers = new ArrayList<Long>();
        layers.add((long) SIDE * SIDE * FILTERS[0] * 9 * 3);
        int side = SIDE;
        int channels = FILTERS[0];
        for (int filters : FILTERS) {
            for (int block = 0; block < BLOCKS; block++) {
                side /= narrows(filters, block) ? 2 : 1;
                long pixels = (long) side * side * filters;
                layers.add(pixels * 9 * channels);
                layers.add(pixels * 9 * filters);
                if (narrows(filters, block)) {
                    layers.add(pixels * channels);
                }
                channels = filters;
            }
        }
        layers.add((long) channels * classes);
        return layers.stream().mapToLong(Long::longValue).toArray();
    }
}
