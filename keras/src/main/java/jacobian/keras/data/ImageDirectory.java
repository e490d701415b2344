package jacobian.keras.data;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A folder that has a folder of images for each class, as Keras' `image_dataset_from_directory` reads it:
///
/// ```java
/// var pets = new ImageDirectory(Path.of("pets")).imageSize(64, 64);
/// model.fit(pets.dataset().batch(32), fit -> fit.epochs(5));
/// ```
///
/// PNG, JPEG, GIF and BMP are read; the names of the classes are those of the folders, sorted, and a class has
/// what lies anywhere below its folder. Images are tensors `(height, width, channels)` of float32 from 0 to
/// 255, resized by the bilinear rule without regard to their sides' ratio.
public final class ImageDirectory {
    private static final int SIDE = 256;
    private static final double WHITE = 255;

    private final Path folder;
    private final List<String> classNames;
    private final List<Path> files = new ArrayList<>();
    private final List<Integer> classes = new ArrayList<>();
    private ColorMode colorMode = ColorMode.RGB;
    private int height = SIDE;
    private int width = SIDE;
    private double largest = WHITE;

    /// Looks for the images below `folder`; decodes none yet.
    public ImageDirectory(Path folder) {
        this.folder = folder;
        var folders = list(folder).stream()
                .filter(Files::isDirectory)
                .filter(each -> !name(each).startsWith("."))
                .toList();
        this.classNames = folders.stream().map(ImageDirectory::name).toList();
        for (int i = 0; i < folders.size(); i++) {
            for (var file : images(folders.get(i))) {
                files.add(file);
                classes.add(i);
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(folder + " has no images: it needs a folder for each class with .png,"
                    + " .jpg, .gif or .bmp files in it" + (folders.isEmpty() ? ", and has no folders" : ""));
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is no folder: give one that has a folder for each class");
        }
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Path> images(Path folder) {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(ImageFile::isNamed)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Sets what of an image is read; RGB unless set.
    public ImageDirectory colorMode(ColorMode colorMode) {
        this.colorMode = colorMode;
        return this;
    }

    /// Sets the size that all images are brought to; 256 x 256 unless set.
    public ImageDirectory imageSize(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "imageSize(" + height + ", " + width + "): both are numbers of pixels above 0");
        }
        this.height = height;
        this.width = width;
        return this;
    }

    /// Sets size and colours by what the images have: their own size where all are alike and none of their
    /// sides is longer than `longest`, else a square of `longest`; grey where none of them has a colour, else
    /// RGB. Reads all of them to know.
    public ImageDirectory like(int longest) {
        var first = ImageFile.size(files.getFirst());
        boolean alike = first[0] <= longest
                && first[1] <= longest
                && files.stream().allMatch(file -> {
                    var size = ImageFile.size(file);
                    return size[0] == first[0] && size[1] == first[1];
                });
        boolean grey = files.stream()
                .allMatch(file -> ImageFile.read(file, ColorMode.RGB).isGrey());
        return imageSize(alike ? first[0] : longest, alike ? first[1] : longest)
                .colorMode(grey ? ColorMode.GRAYSCALE : ColorMode.RGB);
    }

    /// Sets size, colours and range by what a model was trained with; the classes stay those of this folder.
    public ImageDirectory like(ImagePreprocessing preprocessing) {
        this.largest = preprocessing.largest();
        return imageSize(preprocessing.height(), preprocessing.width()).colorMode(preprocessing.colorMode());
    }

    /// The names of the classes.
    public List<String> classNames() {
        return classNames;
    }

    /// The images, class after class.
    public List<Path> files() {
        return List.copyOf(files);
    }

    /// What an image file becomes, for use after training.
    public ImagePreprocessing preprocessing() {
        return new ImagePreprocessing(height, width, colorMode, largest, classNames);
    }

    /// Images and their classes, of int32, decoded anew in each epoch and never all in memory.
    public Dataset dataset() {
        var numbers = IntStream.range(0, files.size()).boxed().toList();
        var preprocessing = preprocessing();
        return Dataset.of(numbers::stream, i -> preprocessing.input(files.get(i)), classes::get);
    }

    /// All of them decoded into memory, to be divided.
    public Examples examples() {
        var preprocessing = preprocessing();
        var type = preprocessing.type();
        long bytes = type.shape().size() * type.dtype().bytes();
        var x = Arena.ofAuto().allocate(files.size() * bytes, 64);
        for (int i = 0; i < files.size(); i++) {
            var values = preprocessing.values(files.get(i));
            MemorySegment.copy(values, 0, x, ValueLayout.JAVA_FLOAT_UNALIGNED, i * bytes, values.length);
        }
        var y = Arena.ofAuto().allocate(files.size() * 4L, 64);
        for (int i = 0; i < files.size(); i++) {
            y.setAtIndex(ValueLayout.JAVA_INT, i, classes.get(i));
        }
        return new Examples(
                new Rows(type, files.size(), x),
                new Rows(new TensorType(DType.INT32, Shape.scalar()), files.size(), y),
                classNames);
    }

    @Override
    public String toString() {
        return folder + ", " + files.size() + " images of " + classNames.size() + " classes";
    }
}
