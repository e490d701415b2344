package jacobian.dashboard.recording;

import jacobian.engine.tensor.Tensor;
import java.util.Optional;

/// Inputs of a model as pictures, where they can be: of shape (examples, height, width) with or without
/// channels, or rows whose length is a square.
final class InputPictures {
    private static final int LEAST_SIDE = 4;
    private static final int MOST_SIDE = 1024;

    private InputPictures() {}

    /// The chosen examples, each channel from 0 to 1 over all of them.
    static Optional<Tensor> of(Tensor inputs, int... chosen) {
        var shape = inputs.shape();
        int channels = shape.rank() == 4 ? shape.size(3) : 1;
        int height = 0;
        int width = 0;
        if (shape.rank() == 2) {
            int side = (int) Math.rint(Math.sqrt(shape.size(1)));
            height = side * side == shape.size(1) ? side : 0;
            width = height;
        } else if (shape.rank() == 3 || shape.rank() == 4) {
            height = shape.size(1);
            width = shape.size(2);
        }
        boolean fits = Math.min(height, width) >= LEAST_SIDE
                && Math.max(height, width) <= MOST_SIDE
                && (channels == 1 || channels == 3 || channels == 4);
        return fits ? Optional.of(scaled(inputs, chosen, height, width, channels)) : Optional.empty();
    }

    private static Tensor scaled(Tensor inputs, int[] chosen, int height, int width, int channels) {
        int size = height * width * channels;
        var pixels = new float[chosen.length * size];
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        var values = inputs.floats();
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * size, pixels, i * size, size);
        }
        for (float each : pixels) {
            least = Math.min(least, each);
            greatest = Math.max(greatest, each);
        }
        double range = greatest > least ? greatest - least : 1;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) ((pixels[i] - least) / range);
        }
        return Tensor.of(pixels, chosen.length, height, width, channels);
    }
}
