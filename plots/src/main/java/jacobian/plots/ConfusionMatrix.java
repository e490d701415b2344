package jacobian.plots;

import jacobian.plots.drawing.ColorBar;
import jacobian.plots.drawing.ColorScale;
import jacobian.plots.drawing.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// How often each class was taken for each other one.
///
/// @param counts by true class (row) and predicted class (column)
record ConfusionMatrix(long[][] counts) {
    private static final int CELL = 56;
    private static final int MANY = 20;

    static ConfusionMatrix of(int[] labels, int[] predictions, int least) {
        if (labels.length != predictions.length || labels.length == 0) {
            throw new IllegalArgumentException(labels.length + " labels and " + predictions.length
                    + " predictions: a confusion matrix needs as many of both, and at least one");
        }
        int count = least;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || predictions[i] < 0) {
                throw new IllegalArgumentException("example " + i + " is of class " + labels[i] + ", predicted as "
                        + predictions[i] + ": classes are counted from 0");
            }
            count = Math.max(count, 1 + Math.max(labels[i], predictions[i]));
        }
        if (count > 1000) {
            throw new IllegalArgumentException(count + " classes: a confusion matrix shows at most 1000");
        }
        var counts = new long[count][count];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predictions[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /// How much of class `row` was predicted as `column`; 0 where no example is of that class.
    double share(int row, int column) {
        long all = LongStream.of(counts[row]).sum();
        return all == 0 ? 0 : (double) counts[row][column] / all;
    }

    double accuracy() {
        long right =
                IntStream.range(0, counts.length).mapToLong(i -> counts[i][i]).sum();
        return (double) right / total();
    }

    long total() {
        return IntStream.range(0, counts.length)
                .mapToLong(i -> LongStream.of(counts[i]).sum())
                .sum();
    }

    Plot plot(List<String> classNames) {
        int count = counts.length;
        var names = Labels.names(classNames, count).subList(0, count);
        var shares = new double[count][count];
        var texts = IntStream.range(0, count)
                .mapToObj(row -> IntStream.range(0, count)
                        .mapToObj(column -> text(row, column, shares))
                        .toList())
                .toList();
        // Among many classes a mistake is rare, and would be as white as none.
        boolean many = count > MANY;
        if (many) {
            for (double[] row : shares) {
                Arrays.setAll(row, i -> Math.sqrt(row[i]));
            }
        }
        var ticks = (many ? IntStream.of(0, 1, 5, 10, 25, 50, 75, 100) : IntStream.of(0, 25, 50, 75, 100))
                .mapToObj(share -> new ColorBar.Tick(many ? Math.sqrt(share / 100.0) : share / 100.0, share + " %"))
                .toList();
        var bar = new ColorBar(ColorScale.BLUES, "share of the true class", ticks);
        int side = Math.clamp((long) count * CELL, 260, 620);
        int letters = names.stream().mapToInt(String::length).max().orElse(1);
        int margin = Math.min(190, 7 * letters);
        return new Plot(
                        "Confusion matrix",
                        side + 150 + margin,
                        side + 130 + (letters > 6 ? margin * 3 / 4 : 0),
                        new Matrix(shares, texts, names, "true class", "predicted class", bar))
                .subtitle(String.format(Locale.ROOT, "%s of %,d right", Numbers.percent(accuracy()), total()));
    }

    private List<String> text(int row, int column, double[][] shares) {
        shares[row][column] = share(row, column);
        long number = counts[row][column];
        // Zeros keep still, so that mistakes are seen.
        return number == 0 ? List.of() : List.of(Long.toString(number), Numbers.percent(shares[row][column]));
    }
}
