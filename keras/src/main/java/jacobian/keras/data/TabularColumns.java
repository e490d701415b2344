package jacobian.keras.data;

import jacobian.keras.data.TabularPreprocessing.CategoryFeature;
import jacobian.keras.data.TabularPreprocessing.ClassTarget;
import jacobian.keras.data.TabularPreprocessing.Feature;
import jacobian.keras.data.TabularPreprocessing.NumberFeature;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Cells of a table as numbers, and columns of them in sum.
final class TabularColumns {
    private TabularColumns() {}

    /// Mean and standard deviation of what is there; the deviation is 1 where all is alike.
    record Moments(double mean, double deviation) {}

    static Moments moments(Table table, int column) {
        int count = 0;
        double mean = 0;
        double squares = 0;
        for (int row = 0; row < table.rows(); row++) {
            var value = Table.number(table.cell(row, column));
            if (value != null) {
                // Welford's update: no digits are lost where the mean is large.
                count++;
                double distance = value - mean;
                mean += distance / count;
                squares += distance * (value - mean);
            }
        }
        double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
        return new Moments(mean, deviation > 1e-12 * Math.abs(mean) ? deviation : 1);
    }

    /// The different texts of a target, numbers by size, others by letters.
    static List<String> classNames(Table table, int column) {
        for (int row = 0; row < table.rows(); row++) {
            target(table, row, column);
        }
        var names =
                table.column(table.columns().get(column)).stream().distinct().toList();
        boolean numbers = names.stream().allMatch(name -> Table.number(name) != null);
        if (names.size() < 2) {
            throw new IllegalArgumentException(
                    table.source() + ", column \"" + table.columns().get(column) + "\" is \"" + names.get(0)
                            + "\" in all rows: a target needs at least two classes");
        }
        if (names.size() > 1000 || names.size() > table.rows() / 2 && names.size() > 20) {
            throw new IllegalArgumentException(table.source() + ", column \""
                    + table.columns().get(column) + "\" has "
                    + names.size() + " different values in " + table.rows()
                    + " rows, too many for classes: choose another target" + (numbers ? ", or regression" : ""));
        }
        return numbers
                ? names.stream()
                        .sorted(Comparator.comparingDouble(Double::parseDouble))
                        .toList()
                : names.stream().sorted().toList();
    }

    private static String target(Table table, int row, int column) {
        var text = table.cell(row, column);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    table.place(row, column) + ": the target is missing: fill it in, or leave the line out");
        }
        return text;
    }

    static double targetNumber(Table table, int row, int column) {
        var text = target(table, row, column);
        var value = Table.number(text);
        if (value == null) {
            throw new IllegalArgumentException(table.place(row, column) + ": \"" + text
                    + "\" is no finite number, which regression needs: choose another target, or classification");
        }
        return value;
    }

    static int[] classes(Table table, int column, ClassTarget target) {
        var classes = new int[table.rows()];
        for (int row = 0; row < classes.length; row++) {
            var text = target(table, row, column);
            classes[row] = target.names().indexOf(text);
            if (classes[row] < 0) {
                throw new IllegalArgumentException(table.place(row, column) + ": the class \"" + text
                        + "\" is not among those to train with, " + String.join(", ", target.names())
                        + ": leave the line out, or train with examples of it");
            }
        }
        return classes;
    }

    static float[] numbers(Table table, int column) {
        var numbers = new float[table.rows()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = (float) targetNumber(table, row, column);
        }
        return numbers;
    }

    /// Writes what becomes of a cell of `table`.
    static void write(Feature feature, String text, float[] target, int at, Table table, int row) {
        if (!write(feature, text, target, at)) {
            throw new IllegalArgumentException(table.place(row, table.index(feature.column())) + ": \"" + text
                    + "\" is no number, but the rows to train with have numbers there: mend it, or leave it empty");
        }
    }

    /// Writes what becomes of `text`; false where a number was expected and it is none.
    static boolean write(Feature feature, String text, float[] target, int at) {
        if (text.isEmpty()) {
            return true;
        }
        switch (feature) {
            case NumberFeature number -> {
                var value = Table.number(text);
                if (value == null) {
                    return false;
                }
                target[at] = (float) ((value - number.mean()) / number.deviation());
            }
            case CategoryFeature category -> {
                int found = Collections.binarySearch(category.categories(), text);
                if (found >= 0) {
                    target[at + found] = 1;
                }
            }
        }
        return true;
    }
}
