package jacobian.cli;

import jacobian.keras.data.Preprocessing;
import jacobian.keras.data.StratifiedSplit;
import jacobian.keras.data.Table;
import jacobian.keras.data.TabularPreprocessing;
import jacobian.keras.data.TabularPreprocessing.CategoryFeature;
import jacobian.keras.data.TabularPreprocessing.ClassTarget;
import jacobian.keras.data.TabularPreprocessing.NumberFeature;
import jacobian.keras.data.TabularPreprocessing.NumberTarget;
import jacobian.keras.data.Task;
import jacobian.keras.datasets.Datasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Training with a table.
///
/// @param target the column to learn
/// @param task what is learned
/// @param groups the class of each row, which every part has its share of
record TableData(Table table, String target, Task task, int[] groups) {
    private static final int SHOWN = 12;

    static TrainData of(TrainOptions options, Optional<Preprocessing> known, Console console) {
        if (options.start().isEmpty()
                && (options.model() == TrainOptions.Kind.CNN || options.model() == TrainOptions.Kind.LSTM)) {
            throw new UsageException(
                    options.model() == TrainOptions.Kind.CNN
                            ? "--model cnn takes images, and " + options.data() + " is a table: use --model mlp"
                            : "--model lstm takes sequences, and " + options.data() + " is a table: use --model mlp");
        }
        var same = known.filter(TabularPreprocessing.class::isInstance).map(TabularPreprocessing.class::cast);
        var data = of(read(options.data()), options, same);
        return data.divided(options, same, console);
    }

    /// The table that DATA names.
    static Table read(String data) {
        return data.equals("iris") ? Datasets.irisTable() : Table.csv(Path.of(data));
    }

    private static TableData of(Table table, TrainOptions options, Optional<TabularPreprocessing> known) {
        var target = options.target()
                .or(() -> known.map(each -> each.target().column()))
                .orElseGet(() -> TabularPreprocessing.targetOf(table));
        var task = options.task()
                .or(() -> known.map(TabularPreprocessing::task))
                .orElseGet(() -> TabularPreprocessing.taskOf(table, target));
        if (known.isPresent()
                && !(known.get().target().column().equals(target) && known.get().task() == task)) {
            throw new UsageException("--target " + target + ": "
                    + options.start().orElseThrow()
                    + " was trained for the column " + known.get().target().column()
                    + ": leave --target and --task out, or train a new network");
        }
        return new TableData(table, target, task, groups(table, target, task));
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

    private TrainData divided(TrainOptions options, Optional<TabularPreprocessing> known, Console console) {
        var train = IntStream.range(0, table.rows()).toArray();
        var test = new int[0];
        if (options.test().isEmpty()) {
            var split = testSplit(options.testPart(), options.seed());
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
        var training = table.select(train);
        var learned = known.orElseGet(() -> TabularPreprocessing.learn(training, target, task, options.drop()));
        var tested = options.test().isEmpty()
                ? table.select(test)
                : Table.csv(TrainData.tested(options, DataNames.Form.TABLE));
        report(learned, tested, console);
        return new TrainData(
                learned.examples(training),
                validation.length == 0 ? Optional.empty() : Optional.of(learned.examples(table.select(validation))),
                learned.examples(tested),
                learned,
                new InputForm.Ready());
    }

    private StratifiedSplit testSplit(double part, long seed) {
        return StratifiedSplit.of(groups, part, seed);
    }

    /// The rows that a training with this seed put aside for its test.
    static Table testPart(Table table, TabularPreprocessing learned, double part, long seed) {
        var target = learned.target().column();
        var data = new TableData(table, target, learned.task(), groups(table, target, learned.task()));
        return table.select(data.testSplit(part, seed).test());
    }

    private void report(TabularPreprocessing learned, Table tested, Console console) {
        console.tell(table.source() + ": " + table.rows() + " rows, target "
                + switch (learned.target()) {
                    case ClassTarget classes ->
                        classes.column() + ", " + classes.names().size() + " classes";
                    case NumberTarget number ->
                        String.format(
                                "%s, a number of about %.4g +- %.4g",
                                number.column(), number.mean(), number.deviation());
                });
        var numbers = new ArrayList<String>();
        var categories = new ArrayList<String>();
        var missing = new ArrayList<String>();
        for (var feature : learned.features()) {
            switch (feature) {
                case NumberFeature number -> {
                    numbers.add(number.column());
                    if (number.missing() > 0) {
                        missing.add(String.format(
                                "%s %d (filled with the mean, %.4g)",
                                number.column(), number.missing(), number.mean()));
                    }
                }
                case CategoryFeature category -> {
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
            int shown = Math.min(SHOWN, items.size());
            console.tell(title
                    + String.join(", ", items.subList(0, shown))
                    + (items.size() > shown ? " and " + (items.size() - shown) + " more" : ""));
        }
    }
}
