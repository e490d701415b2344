package jacobian.keras.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// A decoded image: rows of pixels of `channels` numbers from 0 to 255.
record ImageFile(int height, int width, int channels, float[] values) {
    /// What the names of image files end in.
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    /// More pixels are refused before they are decoded: a small file can claim any size.
    private static final long MOST_PIXELS = 1L << 26;

    /// Whether the name of `file` ends as those of images do.
    static boolean isNamed(Path file) {
        var name = String.valueOf(file.getFileName());
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /// What is read of an image while its file is open.
    private interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    /// Decodes a file.
    static ImageFile read(Path file, ColorMode mode) {
        return open(file, reader -> {
            checkSize(file, reader);
            try {
                return of(reader.read(0), mode);
            } catch (RuntimeException e) {
                // What decoders of the JDK throw at damaged files.
                throw new IOException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    /// Height and width, without decoding.
    static int[] size(Path file) {
        return open(file, reader -> new int[] {reader.getHeight(0), reader.getWidth(0)});
    }

    private static <T> T open(Path file, Reading<T> reading) {
        try (var bytes = Files.newInputStream(file);
                var in = stream(bytes)) {
            var reader = reader(file, in);
            try {
                reader.setInput(in, true, true);
                return reading.from(reader);
            } finally {
                reader.dispose();
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " does not exist: give the path of an image", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " is no image that can be read: " + e.getMessage() + "; save it anew as PNG or JPEG in RGB",
                    e);
        }
    }

    /// Without the files that ImageIO would put into the temporary folder.
    private static ImageInputStream stream(InputStream bytes) throws IOException {
        return new javax.imageio.stream.MemoryCacheImageInputStream(bytes);
    }

    private static ImageReader reader(Path file, ImageInputStream in) {
        var readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IllegalArgumentException(
                    file + " is no image: PNG, JPEG, GIF or BMP was expected, and its first bytes are none of them");
        }
        return readers.next();
    }

    private static void checkSize(Path file, ImageReader reader) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new IllegalArgumentException(file + " has " + reader.getWidth(0) + " x " + reader.getHeight(0)
                    + " pixels, more than the limit of " + MOST_PIXELS + ": make it smaller");
        }
    }

    private static ImageFile of(BufferedImage image, ColorMode mode) {
        int height = image.getHeight();
        int width = image.getWidth();
        var values = new float[height * width * mode.channels()];
        var row = new int[width];
        for (int y = 0, at = 0; y < height; y++) {
            pixels(image, y, row);
            for (int x = 0; x < width; x++, at += mode.channels()) {
                put(row[x], mode, values, at);
            }
        }
        return new ImageFile(height, width, mode.channels(), values);
    }

    /// A row as ARGB. Java takes grey for linear light and would brighten it, so grey is read as it is stored.
    private static void pixels(BufferedImage image, int y, int[] row) {
        var model = image.getColorModel();
        if (model.getColorSpace().getType() != ColorSpace.TYPE_GRAY || model.getNumComponents() > 2) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            return;
        }
        var raster = image.getRaster();
        int bits = model.getComponentSize(0);
        for (int x = 0; x < row.length; x++) {
            int grey = (int) Math.round(raster.getSample(x, y, 0) * 255.0 / ((1L << bits) - 1));
            int alpha = model.hasAlpha() ? raster.getSample(x, y, 1) >> (model.getComponentSize(1) - 8) : 255;
            row[x] = alpha << 24 | grey << 16 | grey << 8 | grey;
        }
    }

    private static void put(int argb, ColorMode mode, float[] values, int at) {
        int red = argb >> 16 & 0xff;
        int green = argb >> 8 & 0xff;
        int blue = argb & 0xff;
        switch (mode) {
            // In whole numbers of 1/65536, as PIL rounds.
            case GRAYSCALE -> values[at] = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
            case RGB, RGBA -> {
                values[at] = red;
                values[at + 1] = green;
                values[at + 2] = blue;
                if (mode == ColorMode.RGBA) {
                    values[at + 3] = argb >>> 24;
                }
            }
        }
    }

    /// Whether no pixel has a colour, so that one number a pixel says all.
    boolean isGrey() {
        for (int at = 0; at < values.length && channels >= 3; at += channels) {
            if (values[at] != values[at + 1] || values[at] != values[at + 2]) {
                return false;
            }
        }
        return true;
    }

    /// The image in another size, each pixel from the four next to its centre, as Keras resizes. Written here
    /// and not with tensors because a folder has images of many sizes, and each would be a program of its own.
    ImageFile resized(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        var result = new float[newHeight * newWidth * channels];
        var columns = new Taps(width, newWidth);
        var rows = new Taps(height, newHeight);
        for (int y = 0, at = 0; y < newHeight; y++) {
            int above = rows.first(y) * width;
            int below = rows.second(y) * width;
            float down = rows.weight(y);
            for (int x = 0; x < newWidth; x++) {
                int left = columns.first(x);
                int right = columns.second(x);
                float along = columns.weight(x);
                for (int c = 0; c < channels; c++) {
                    float upper =
                            mix(values[(above + left) * channels + c], values[(above + right) * channels + c], along);
                    float lower =
                            mix(values[(below + left) * channels + c], values[(below + right) * channels + c], along);
                    result[at++] = mix(upper, lower, down);
                }
            }
        }
        return new ImageFile(newHeight, newWidth, channels, result);
    }

    private static float mix(float a, float b, float part) {
        return a + (b - a) * part;
    }

    /// The two places of an axis that a place of its resized form lies between.
    private record Taps(int size, int newSize) {
        private double place(int i) {
            return Math.clamp((i + 0.5) * size / newSize - 0.5, 0, size - 1.0);
        }

        int first(int i) {
            return (int) place(i);
        }

        int second(int i) {
            return Math.min(first(i) + 1, size - 1);
        }

        float weight(int i) {
            return (float) (place(i) - first(i));
        }
    }

    /// All numbers times `factor`.
    ImageFile scaled(float factor) {
        if (factor == 1) {
            return this;
        }
        var result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] * factor;
        }
        return new ImageFile(height, width, channels, result);
    }
}
