package jacobian.keras.data;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How an image file becomes the input of a model: decoded, resized by Keras' bilinear rule, its values brought
/// from 0 to 255 into the range that the model was trained on.
///
/// @param height in pixels
/// @param width in pixels
/// @param largest the value of white in training: 255 for most, 16 for the digits of [jacobian.keras.datasets]
/// @param classNames in the order of the outputs; none where the model predicts numbers
public record ImagePreprocessing(int height, int width, ColorMode colorMode, double largest, List<String> classNames)
        implements Preprocessing {
    static final String KIND = "image";

    private static final int LONGEST_SIDE = 1 << 14;

    public ImagePreprocessing {
        if (height < 1 || width < 1 || !(largest > 0)) {
            throw new IllegalArgumentException("images of " + height + " x " + width + " up to " + largest
                    + ": sizes and the largest value are above 0");
        }
        classNames = List.copyOf(classNames);
    }

    /// The image in `file` as a tensor `(height, width, channels)` of float32.
    public Tensor input(Path file) {
        return Tensor.of(values(file), height, width, colorMode.channels());
    }

    /// The images in `files`, `(files, height, width, channels)` of float32.
    public Tensor inputs(List<Path> files) {
        int size = height * width * colorMode.channels();
        var all = new float[Math.multiplyExact(files.size(), size)];
        for (int i = 0; i < files.size(); i++) {
            System.arraycopy(values(files.get(i)), 0, all, i * size, size);
        }
        return Tensor.of(all, files.size(), height, width, colorMode.channels());
    }

    float[] values(Path file) {
        return ImageFile.read(file, colorMode)
                .resized(height, width)
                .scaled((float) (largest / 255))
                .values();
    }

    /// One image as the model takes it.
    public TensorType type() {
        return new TensorType(DType.FLOAT32, Shape.of(height, width, colorMode.channels()));
    }

    @Override
    public Map<String, Object> config() {
        var config = new LinkedHashMap<String, Object>();
        config.put("kind", KIND);
        config.put("height", height);
        config.put("width", width);
        config.put("color_mode", colorMode.name().toLowerCase(Locale.ROOT));
        config.put("largest", largest);
        config.put("classes", classNames);
        return config;
    }

    static ImagePreprocessing read(Fields fields) {
        var mode = fields.text("color_mode");
        for (var each : ColorMode.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(mode)) {
                return new ImagePreprocessing(
                        fields.whole("height", 1, LONGEST_SIDE),
                        fields.whole("width", 1, LONGEST_SIDE),
                        each,
                        fields.positive("largest"),
                        fields.names("classes"));
            }
        }
        throw fields.refusal("color_mode", "grayscale, rgb or rgba was expected, not \"" + mode + "\"");
    }
}
