package jacobian.cli;

import jacobian.keras.data.Examples;
import jacobian.keras.data.StratifiedSplit;
import jacobian.keras.data.Table;
import jacobian.keras.data.TabularPreprocessing;
import jacobian.keras.data.TabularPreprocessing.ClassTarget;
import jacobian.keras.data.TabularPreprocessing.NumberTarget;
import jacobian.keras.data.Task;
import jacobian.keras.datasets.Datasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Examples in parts: to train with, to watch over training, and to test with, which nothing else ever sees.
///
/// @param preprocessing what was learned from the rows that train, where the data is a table
/// @param largest the largest value of an input, where inputs are images
record TrainData(
        Examples train,
        Optional<Examples> validation,
        Examples test,
        Optional<TabularPreprocessing> preprocessing,
        double largest) {
    private static final List<String> NAMES = List.of("digits", "iris", "mnist", "fashion-mnist");

    static TrainData of(TrainOptions options, Console console) {
        var data = switch (options.data()) {
            case "digits" -> images(Datasets.digits(), 16, options);
            case "mnist", "fashion-mnist" -> collection(options, console);
            case "iris" -> table(Datasets.irisTable(), options, console);
            default -> table(file(options.data()), options, console);
        };
        if (!options.data().endsWith("mnist") && options.folder().isPresent()) {
            throw new UsageException("--data goes with mnist and fashion-mnist: leave it out for " + options.data());
        }
        return data;
    }

    private static Table file(String data) {
        var path = Path.of(data);
        var name = path.getFileName() == null ? "" : path.getFileName().toString();
        if (!name.endsWith(".csv")
                && !name.endsWith(".csv.gz")
                && !path.toFile().isFile()) {
            throw new UsageException("DATA " + data + ": one of " + String.join(", ", NAMES)
                    + ", or the path of a .csv or .csv.gz file is expected");
        }
        return Table.csv(path);
    }

    // ---- images ----

    private static TrainData images(Examples all, double largest, TrainOptions options) {
        refuseTableOptions(options);
        if (options.test().isPresent()) {
            throw new UsageException("--test goes with a CSV file: use --test-split for " + options.data());
        }
        var split = all.split(options.testSplit().orElse(TrainOptions.TEST_SPLIT), options.seed());
        return watched(split.train(), split.test(), largest, options);
    }

    private static TrainData collection(TrainOptions options, Console console) {
        refuseTableOptions(options);
        if (options.test().isPresent() || options.testSplit().isPresent()) {
            throw new UsageException(options.data() + " has a test part of its own: leave --test and --test-split out");
        }
        boolean fashion = options.data().equals("fashion-mnist");
        if (options.folder().isEmpty()) {
            console.tell(options.data() + " from .jacobian/datasets in the home folder, downloaded if it is not there"
                    + " (--data DIR reads your own)");
        }
        var parts = options.folder()
                .map(folder -> fashion ? Datasets.fashionMnist(folder) : Datasets.mnist(folder))
                .orElseGet(() -> fashion ? Datasets.fashionMnist() : Datasets.mnist());
        return watched(parts.train(), parts.test(), 255, options);
    }

    private static TrainData watched(Examples train, Examples test, double largest, TrainOptions options) {
        if (options.validationSplit() == 0) {
            return new TrainData(train, Optional.empty(), test, Optional.empty(), largest);
        }
        var split = train.split(options.validationSplit(), options.seed() + 1);
        return new TrainData(split.train(), Optional.of(split.test()), test, Optional.empty(), largest);
    }

    private static void refuseTableOptions(TrainOptions options) {
        var data = options.data();
        if (options.target().isPresent() || !options.drop().isEmpty()) {
            throw new UsageException("--target and --drop name columns of a table: leave them out for " + data);
        }
        if (options.task().orElse(Task.CLASSIFICATION) != Task.CLASSIFICATION) {
            throw new UsageException("--task regression: " + data + " has classes; use classification, or a CSV file");
        }
    }

    // ---- tables ----

    private static TrainData table(Table table, TrainOptions options, Console console) {
        if (options.model() == TrainOptions.Kind.CNN) {
            throw new UsageException(
                    "--model cnn takes images, and " + options.data() + " is a table: use --model mlp");
        }
        var target = options.target().orElseGet(() -> TabularPreprocessing.targetOf(table));
        var task = options.task().orElseGet(() -> TabularPreprocessing.taskOf(table, target));
        var all = java.util.stream.IntStream.range(0, table.rows()).toArray();
        var train = all;
        var test = new int[0];
        var groups = groups(table, target, task);
        if (options.test().isEmpty()) {
            var split = StratifiedSplit.of(groups, options.testSplit().orElse(TrainOptions.TEST_SPLIT), options.seed());
            train = split.train();
            test = split.test();
        }
        var validation = new int[0];
        if (options.validationSplit() > 0) {
            var chosen = train;
            var split = StratifiedSplit.of(
                    Arrays.stream(train).map(row -> groups[row]).toArray(),
                    options.validationSplit(),
                    options.seed() + 1);
            train = Arrays.stream(split.train()).map(i -> chosen[i]).toArray();
            validation = Arrays.stream(split.test()).map(i -> chosen[i]).toArray();
        }
        var learned = TabularPreprocessing.learn(table.select(train), target, task, options.drop());
        var tested = options.test().map(TrainData::file).orElse(table.select(test));
        report(table, learned, tested, console);
        return new TrainData(
                learned.examples(table.select(train)),
                validation.length == 0 ? Optional.empty() : Optional.of(learned.examples(table.select(validation))),
                learned.examples(tested),
                Optional.of(learned),
                0);
    }

    /// The number of each row's class; one group where the target is no class.
    private static int[] groups(Table table, String target, Task task) {
        var cells = table.column(target);
        if (task == Task.REGRESSION) {
            return new int[cells.size()];
        }
        var numbers = new HashMap<String, Integer>();
        return cells.stream()
                .mapToInt(text -> numbers.computeIfAbsent(text, _ -> numbers.size()))
                .toArray();
    }

    private static void report(Table table, TabularPreprocessing learned, Table tested, Console console) {
        console.tell(table.source() + ": " + table.rows() + " rows, target "
                + switch (learned.target()) {
                    case ClassTarget target ->
                        target.column() + ", " + target.names().size() + " classes";
                    case NumberTarget target ->
                        String.format(
                                "%s, a number of about %.4g +- %.4g",
                                target.column(), target.mean(), target.deviation());
                });
        var numbers = new ArrayList<String>();
        var categories = new ArrayList<String>();
        var missing = new ArrayList<String>();
        for (var feature : learned.features()) {
            switch (feature) {
                case TabularPreprocessing.NumberFeature number -> {
                    numbers.add(number.column());
                    if (number.missing() > 0) {
                        missing.add(String.format(
                                "%s %d (filled with the mean, %.4g)",
                                number.column(), number.missing(), number.mean()));
                    }
                }
                case TabularPreprocessing.CategoryFeature category -> {
                    categories.add(
                            category.column() + " " + category.categories().size());
                    if (category.missing() > 0) {
                        missing.add(category.column() + " " + category.missing() + " (a category of none)");
                    }
                }
            }
        }
        tell(console, "  numbers: ", numbers);
        tell(console, "  categories: ", categories);
        tell(console, "  missing among the rows that train: ", missing);
        int unknown = learned.unknownCategories(tested);
        if (unknown > 0) {
            console.tell("  " + unknown + " categories of the test part are unknown to training and count as missing");
        }
    }

    private static void tell(Console console, String title, List<String> items) {
        if (!items.isEmpty()) {
            int shown = Math.min(12, items.size());
            console.tell(title
                    + String.join(", ", items.subList(0, shown))
                    + (items.size() > shown ? " and " + (items.size() - shown) + " more" : ""));
        }
    }

    /// Whether targets are classes.
    boolean isClassified() {
        return train.isClassified();
    }
}
