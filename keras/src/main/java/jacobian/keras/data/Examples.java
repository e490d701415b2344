package jacobian.keras.data;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// Inputs and targets in memory, of one input and one target each, that can be divided.
///
/// @param x one input a row
/// @param y one target a row: for classes a whole number of int32 from 0
/// @param classNames what the classes are called; empty where the target is no class
public record Examples(Rows x, Rows y, List<String> classNames) {
    /// Two parts of the same data.
    public record Split(Examples train, Examples test) {}

    public Examples {
        classNames = List.copyOf(classNames);
        if (x.count() != y.count()) {
            throw new IllegalArgumentException(
                    "x has " + x.count() + " rows, y has " + y.count() + ": each example needs one row of both");
        }
    }

    /// Rows of numbers and their classes.
    public static Examples of(float[][] x, int[] y, List<String> classNames) {
        return new Examples(Rows.of(x), Rows.of(y), classNames);
    }

    /// Rows of numbers and the number that belongs to each.
    public static Examples of(float[][] x, float[] y) {
        return new Examples(Rows.of(x), Rows.of(y), List.of());
    }

    /// How many.
    public int count() {
        return Math.toIntExact(x.count());
    }

    /// Whether targets are classes.
    public boolean isClassified() {
        return !classNames.isEmpty();
    }

    /// The class of each example.
    public int[] classes() {
        if (!isClassified()) {
            throw new IllegalStateException("the targets are " + y.type() + ", no classes");
        }
        return y.elements().asSlice(0, 4L * count()).toArray(ValueLayout.JAVA_INT_UNALIGNED);
    }

    /// What `fit`, `evaluate` and `predict` take.
    public Dataset dataset() {
        return Dataset.of(x, y);
    }

    /// The examples with these numbers, copied.
    public Examples select(int... rows) {
        return new Examples(select(x, rows), select(y, rows), classNames);
    }

    private static Rows select(Rows from, int[] rows) {
        var elements = Arena.ofAuto().allocate(Math.max(1, rows.length * from.rowBytes()), 64);
        from.gather(rows, 0, rows.length, elements);
        return new Rows(from.type(), rows.length, elements);
    }

    /// Puts `fraction` of the examples aside for testing, of each class alike; which ones depends on the seed
    /// alone. The training part is in random order, the test part in that of the data.
    public Split split(double fraction, long seed) {
        var groups = isClassified() ? classes() : new int[count()];
        var rows = StratifiedSplit.of(groups, fraction, seed);
        return new Split(select(rows.train()), select(rows.test()));
    }

    /// How many examples each class has.
    public int[] classCounts() {
        var counts = new int[classNames.size()];
        Arrays.stream(classes()).forEach(each -> counts[each]++);
        return counts;
    }

    @Override
    public String toString() {
        return count() + " examples of " + x.type() + ", "
                + (isClassified() ? classNames.size() + " classes" : "targets " + y.type());
    }
}
