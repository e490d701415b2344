package jacobian.keras.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What was learned from the rows that train: the columns and their order, means, fills for what is missing, the
/// categories and the names of the classes. It belongs to a model as its weights do: with it a raw row becomes
/// numbers at any later time as it did in training.
///
/// Numbers become `(x - mean) / deviation`, a missing one the mean, so 0. A category becomes a 1 in a row of
/// zeros, a missing or unknown one zeros alone.
public record TabularPreprocessing(List<Feature> features, Target target) implements Preprocessing {
    private static final int MOST_CLASSES = 20;
    private static final int MOST_CATEGORIES = 256;

    /// How one column becomes numbers.
    public sealed interface Feature permits NumberFeature, CategoryFeature {
        /// The column's name.
        String column();

        /// How many numbers it becomes.
        int width();

        /// In how many of the rows that train it is missing.
        int missing();
    }

    /// A column of numbers.
    ///
    /// @param mean what takes the place of a missing value
    /// @param deviation the standard deviation; 1 where all values are alike
    public record NumberFeature(String column, double mean, double deviation, int missing) implements Feature {
        @Override
        public int width() {
            return 1;
        }
    }

    /// A column of texts.
    ///
    /// @param categories the texts of the rows that train, sorted
    public record CategoryFeature(String column, List<String> categories, int missing) implements Feature {
        public CategoryFeature {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return categories.size();
        }
    }

    /// The column to be learned.
    public sealed interface Target permits ClassTarget, NumberTarget {
        /// The column's name.
        String column();
    }

    /// One of several classes.
    public record ClassTarget(String column, List<String> names) implements Target {
        public ClassTarget {
            names = List.copyOf(names);
        }
    }

    /// A number.
    ///
    /// @param mean of the rows that train
    /// @param deviation of the rows that train; 1 where all values are alike
    public record NumberTarget(String column, double mean, double deviation) implements Target {}

    public TabularPreprocessing {
        features = List.copyOf(features);
    }

    /// The column that is the target where nobody says: `target`, `label`, `class` or `y`, else the last one.
    public static String targetOf(Table table) {
        return table.columns().stream()
                .filter(column -> List.of("target", "label", "class", "y").contains(column.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(table.columns().getLast());
    }

    /// What is to be learned where nobody says: texts and at most 20 different whole numbers are classes, other
    /// numbers are numbers.
    public static Task taskOf(Table table, String target) {
        var values = Set.copyOf(table.column(target));
        boolean numbers = values.stream().filter(each -> !each.isEmpty()).allMatch(each -> Table.number(each) != null);
        boolean whole = values.stream().allMatch(each -> each.matches("[+-]?\\d{0,9}(\\.0*)?"));
        return numbers && !(whole && values.size() <= MOST_CLASSES) ? Task.REGRESSION : Task.CLASSIFICATION;
    }

    /// Learns from the rows of `training`, all of whose columns but the target and those of `dropped` are
    /// features.
    public static TabularPreprocessing learn(Table training, String target, Task task, List<String> dropped) {
        dropped.forEach(training::index);
        if (dropped.contains(target)) {
            throw new IllegalArgumentException("the target \"" + target + "\" is among the dropped columns: keep it");
        }
        var features = new ArrayList<Feature>();
        for (var column : training.columns()) {
            if (!column.equals(target) && !dropped.contains(column)) {
                features.add(feature(training, training.index(column)));
            }
        }
        if (features.stream().mapToInt(Feature::width).sum() == 0) {
            throw new IllegalArgumentException(training.source() + " has no column beside the target \"" + target
                    + "\": there is nothing to learn from");
        }
        return new TabularPreprocessing(
                features,
                switch (task) {
                    case CLASSIFICATION ->
                        new ClassTarget(target, TabularColumns.classNames(training, training.index(target)));
                    case REGRESSION -> numberTarget(training, training.index(target));
                });
    }

    private static Feature feature(Table table, int column) {
        int missing = 0;
        int numbers = 0;
        int firstText = -1;
        for (int row = 0; row < table.rows(); row++) {
            var text = table.cell(row, column);
            if (text.isEmpty()) {
                missing++;
            } else if (Table.number(text) != null) {
                numbers++;
            } else if (firstText < 0) {
                firstText = row;
            }
        }
        if (firstText < 0) {
            return numberFeature(table, column, missing);
        }
        if (numbers >= 0.9 * (table.rows() - missing)) {
            throw new IllegalArgumentException(
                    table.place(firstText, column) + ": \"" + table.cell(firstText, column) + "\" is no number, but "
                            + numbers + " other values are: mend it, leave it empty, or drop the column");
        }
        return categoryFeature(table, column, missing);
    }

    private static NumberFeature numberFeature(Table table, int column, int missing) {
        var moments = TabularColumns.moments(table, column);
        return new NumberFeature(table.columns().get(column), moments.mean(), moments.deviation(), missing);
    }

    private static CategoryFeature categoryFeature(Table table, int column, int missing) {
        var name = table.columns().get(column);
        var categories = table.column(name).stream()
                .filter(text -> !text.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (categories.size() > MOST_CATEGORIES) {
            throw new IllegalArgumentException(table.source() + ", column \"" + name + "\" has " + categories.size()
                    + " different texts, such as \"" + categories.get(0) + "\": at most " + MOST_CATEGORIES
                    + " are taken as categories; drop the column");
        }
        return new CategoryFeature(name, categories, missing);
    }

    private static NumberTarget numberTarget(Table table, int column) {
        for (int row = 0; row < table.rows(); row++) {
            TabularColumns.targetNumber(table, row, column);
        }
        var moments = TabularColumns.moments(table, column);
        return new NumberTarget(table.columns().get(column), moments.mean(), moments.deviation());
    }

    /// What is to be learned.
    public Task task() {
        return switch (target) {
            case ClassTarget _ -> Task.CLASSIFICATION;
            case NumberTarget _ -> Task.REGRESSION;
        };
    }

    /// How many numbers a row becomes.
    public int width() {
        return features.stream().mapToInt(Feature::width).sum();
    }

    /// The names of the classes; none where the target is a number.
    @Override
    public List<String> classNames() {
        return switch (target) {
            case ClassTarget classes -> classes.names();
            case NumberTarget _ -> List.of();
        };
    }

    @Override
    public Map<String, Object> config() {
        return TabularFields.of(this);
    }

    /// The numbers of all rows. The columns may stand in any order, beside others; one that is absent is refused.
    public float[][] inputs(Table table) {
        checkColumns(table);
        var at = features.stream().mapToInt(each -> table.index(each.column())).toArray();
        var inputs = new float[table.rows()][width()];
        for (int row = 0; row < inputs.length; row++) {
            int to = 0;
            for (int i = 0; i < at.length; i++) {
                TabularColumns.write(features.get(i), table.cell(row, at[i]), inputs[row], to, table, row);
                to += features.get(i).width();
            }
        }
        return inputs;
    }

    private void checkColumns(Table table) {
        var absent = features.stream()
                .map(Feature::column)
                .filter(column -> !table.columns().contains(column))
                .toList();
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException(table.source() + " lacks "
                    + (absent.size() == 1 ? "the column " : "the columns ")
                    + absent.stream().map(column -> "\"" + column + "\"").collect(Collectors.joining(", "))
                    + " that training had: add " + (absent.size() == 1 ? "it" : "them")
                    + ", with empty cells where the values are not known");
        }
    }

    /// The numbers of one raw row by the names of its columns; what it lacks counts as missing.
    public float[] input(Map<String, String> row) {
        var input = new float[width()];
        int to = 0;
        for (var feature : features) {
            var text = Table.present(row.getOrDefault(feature.column(), ""));
            if (!TabularColumns.write(feature, text, input, to)) {
                throw new IllegalArgumentException("the row has \"" + text + "\" in the column \"" + feature.column()
                        + "\": a number belongs there, as in training");
            }
            to += feature.width();
        }
        return input;
    }

    /// Inputs and targets of all rows.
    public Examples examples(Table table) {
        int column = table.index(target.column());
        return switch (target) {
            case ClassTarget classes ->
                Examples.of(inputs(table), TabularColumns.classes(table, column, classes), classes.names());
            case NumberTarget _ -> Examples.of(inputs(table), TabularColumns.numbers(table, column));
        };
    }

    /// How many values of `table` are texts that no row in training had; they count as missing.
    public int unknownCategories(Table table) {
        checkColumns(table);
        int unknown = 0;
        for (var feature : features) {
            if (feature instanceof CategoryFeature(var column, var categories, var _)) {
                var known = Set.copyOf(categories);
                unknown += (int) table.column(column).stream()
                        .filter(text -> !text.isEmpty() && !known.contains(text))
                        .count();
            }
        }
        return unknown;
    }
}
