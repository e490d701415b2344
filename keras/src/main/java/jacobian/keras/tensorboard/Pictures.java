package jacobian.keras.tensorboard;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Tensors as pictures.
final class Pictures {
    private Pictures() {}

    /// Width and height as text, then a PNG file for each of the first `most` pictures.
    static List<byte[]> of(Tensor images, int most) {
        var shape = images.shape();
        if (shape.rank() != 4 || shape.size(3) < 1 || shape.size(3) > 4 || shape.size(1) * shape.size(2) == 0) {
            throw new ShapeException("image(...) of " + shape
                    + ": needs (pictures, height, width, channels) with 1, 2, 3 or 4 channels");
        }
        int count = Math.min(most, shape.size(0));
        var strings = new ArrayList<byte[]>();
        for (int size : new int[] {shape.size(2), shape.size(1)}) {
            strings.add(Integer.toString(size).getBytes(StandardCharsets.UTF_8));
        }
        var values = images.doubles();
        double scale = images.dtype().isFloating() ? 255.5 : 1;
        int length = shape.size(1) * shape.size(2) * shape.size(3);
        for (int i = 0; i < count; i++) {
            var pixels = new byte[length];
            for (int j = 0; j < length; j++) {
                pixels[j] = (byte) Math.clamp((long) (values[i * length + j] * scale), 0, 255);
            }
            strings.add(Png.of(shape.size(2), shape.size(1), shape.size(3), pixels));
        }
        return strings;
    }
}
