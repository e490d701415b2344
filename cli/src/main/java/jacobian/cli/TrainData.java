package jacobian.cli;

import jacobian.keras.data.ColorMode;
import jacobian.keras.data.Examples;
import jacobian.keras.data.ImageDirectory;
import jacobian.keras.data.ImagePreprocessing;
import jacobian.keras.data.Preprocessing;
import jacobian.keras.data.Task;
import jacobian.keras.datasets.Datasets;
import java.nio.file.Path;
import java.util.Optional;

/// Examples in parts: to train with, to watch over training, and to test with, which nothing else ever sees.
///
/// @param preprocessing what was learned from the rows that train, kept with the model
/// @param form how a new network brings its inputs to size
record TrainData(
        Examples train, Optional<Examples> validation, Examples test, Preprocessing preprocessing, InputForm form) {
    /// The longest side of an image from a folder.
    static final int LONGEST_SIDE = 64;

    private static final double WHITE = 255;

    /// Reads what `options` name. `known` is what the model to go on with was trained with.
    static TrainData of(TrainOptions options, Optional<Preprocessing> known, Console console) {
        var form = DataNames.form("DATA", options.data());
        boolean collection = form == DataNames.Form.MNIST || form == DataNames.Form.FASHION_MNIST;
        if (!collection && options.folder().isPresent()) {
            throw new UsageException("--data goes with mnist and fashion-mnist: leave it out for " + options.data());
        }
        return switch (form) {
            case DIGITS -> digits(options);
            case MNIST, FASHION_MNIST -> collection(options, form, console);
            case IRIS, TABLE -> TableData.of(options, known, console);
            case ARRAYS -> ArrayData.of(options, known, console);
            case FOLDER -> folder(options, known, console);
        };
    }

    private static TrainData digits(TrainOptions options) {
        refuseTableOptions(options);
        if (options.test().isPresent()) {
            throw new UsageException("--test goes with files: use --test-split for " + options.data());
        }
        return divided(Datasets.digits(), options, digits(), new InputForm.Image(digits().largest()));
    }

    /// How an image becomes one of the digits.
    static ImagePreprocessing digits() {
        return new ImagePreprocessing(
                8, 8, ColorMode.GRAYSCALE, 16, Datasets.digits().classNames());
    }

    private static TrainData collection(TrainOptions options, DataNames.Form form, Console console) {
        refuseTableOptions(options);
        if (options.test().isPresent() || options.testSplit().isPresent()) {
            throw new UsageException(options.data() + " has a test part of its own: leave --test and --test-split out");
        }
        var parts = collection(form, options.folder(), console);
        var preprocessing = collection(parts.train());
        return watched(parts.train(), parts.test(), options, preprocessing, new InputForm.Image(WHITE));
    }

    private static ImagePreprocessing collection(Examples images) {
        var shape = images.x().type().shape();
        return new ImagePreprocessing(shape.size(0), shape.size(1), ColorMode.GRAYSCALE, WHITE, images.classNames());
    }

    /// The parts of mnist or fashion-mnist.
    static Examples.Split collection(DataNames.Form form, Optional<Path> folder, Console console) {
        boolean fashion = form == DataNames.Form.FASHION_MNIST;
        if (folder.isEmpty()) {
            console.tell((fashion ? "fashion-mnist" : "mnist")
                    + " from .jacobian/datasets in the home folder, downloaded if it is not there"
                    + " (--data DIR reads your own)");
        }
        return folder.map(own -> fashion ? Datasets.fashionMnist(own) : Datasets.mnist(own))
                .orElseGet(() -> fashion ? Datasets.fashionMnist() : Datasets.mnist());
    }

    private static TrainData folder(TrainOptions options, Optional<Preprocessing> known, Console console) {
        refuseTableOptions(options);
        var images = new ImageDirectory(Path.of(options.data()));
        if (known.orElse(null) instanceof ImagePreprocessing same) {
            images.like(same);
        } else {
            images.like(LONGEST_SIDE);
        }
        var preprocessing = images.preprocessing();
        console.tell(images + ", read as " + preprocessing.type().shape()
                + (preprocessing.colorMode() == ColorMode.GRAYSCALE ? ", grey" : ", colours"));
        var form = new InputForm.Image(preprocessing.largest());
        if (options.test().isEmpty()) {
            return divided(images.examples(), options, preprocessing, form);
        }
        var test = tested(options, DataNames.Form.FOLDER);
        var tested = new ImageDirectory(test).like(preprocessing);
        sameClasses(test.toString(), tested.classNames(), options.data(), preprocessing);
        return watched(images.examples(), tested.examples(), options, preprocessing, form);
    }

    /// The path after `--test`, which has to be of the form of DATA.
    static Path tested(TrainOptions options, DataNames.Form form) {
        var test = options.test().orElseThrow();
        if (DataNames.form("--test", test) != form) {
            throw new UsageException("--test " + test + " is of another form than " + options.data()
                    + ": give both as tables, both as .npz or both as folders");
        }
        return Path.of(test);
    }

    /// Refuses data whose classes are not those of `preprocessing`, which `origin` has.
    static void sameClasses(String data, java.util.List<String> names, String origin, Preprocessing preprocessing) {
        if (!names.equals(preprocessing.classNames())) {
            throw new IllegalArgumentException(data + " has the classes " + String.join(", ", names) + " and " + origin
                    + " has " + String.join(", ", preprocessing.classNames()) + ": both need the same ones");
        }
    }

    /// Puts parts aside for the test and for watching over training.
    static TrainData divided(Examples all, TrainOptions options, Preprocessing preprocessing, InputForm form) {
        var split = all.split(options.testPart(), options.seed());
        return watched(split.train(), split.test(), options, preprocessing, form);
    }

    /// Puts a part aside for watching over training.
    static TrainData watched(
            Examples train, Examples test, TrainOptions options, Preprocessing preprocessing, InputForm form) {
        if (options.validationSplit() == 0) {
            return new TrainData(train, Optional.empty(), test, preprocessing, form);
        }
        var split = train.split(options.validationSplit(), options.seed() + 1);
        return new TrainData(split.train(), Optional.of(split.test()), test, preprocessing, form);
    }

    private static void refuseTableOptions(TrainOptions options) {
        refuseColumns(options);
        if (options.task().orElse(Task.CLASSIFICATION) != Task.CLASSIFICATION) {
            throw new UsageException(
                    "--task regression: " + options.data() + " has classes; use classification, or a CSV file");
        }
    }

    static void refuseColumns(TrainOptions options) {
        if (options.target().isPresent() || !options.drop().isEmpty()) {
            throw new UsageException(
                    "--target and --drop name columns of a table: leave them out for " + options.data());
        }
    }

    /// Whether targets are classes.
    boolean isClassified() {
        return train.isClassified();
    }
}
