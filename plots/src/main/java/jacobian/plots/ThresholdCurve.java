package jacobian.plots;

import jacobian.engine.tensor.Tensor;
import jacobian.plots.drawing.Axis;
import jacobian.plots.drawing.Chart;
import jacobian.plots.drawing.Series;
import jacobian.plots.drawing.Theme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What a binary classifier finds and confuses at every threshold of its score.
///
/// @param positives how many examples are positive
/// @param negatives how many are not
/// @param found for each threshold, from the highest score down, how many positives reach it; 0 at first
/// @param confused how many negatives reach it
record ThresholdCurve(long positives, long negatives, long[] found, long[] confused) {
    private static final int MOST = 10;

    /// One point for each different score.
    static ThresholdCurve of(boolean[] positive, double[] scores) {
        var order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .toList();
        var found = new ArrayList<Long>(List.of(0L));
        var confused = new ArrayList<Long>(List.of(0L));
        long right = 0;
        long wrong = 0;
        for (int i = 0; i < scores.length; i++) {
            int at = order.get(i);
            if (!Double.isFinite(scores[at])) {
                throw new IllegalArgumentException("score " + at + " is " + scores[at] + ": needs finite numbers");
            }
            right += positive[at] ? 1 : 0;
            wrong += positive[at] ? 0 : 1;
            if (i + 1 == scores.length || scores[order.get(i + 1)] != scores[at]) {
                found.add(right);
                confused.add(wrong);
            }
        }
        return new ThresholdCurve(right, wrong, longs(found), longs(confused));
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /// The share of positives that are found, for each threshold: recall.
    double[] recall() {
        return IntStream.range(0, found.length)
                .mapToDouble(i -> (double) found[i] / positives)
                .toArray();
    }

    /// The share of negatives taken for positives, for each threshold.
    double[] falseAlarms() {
        return IntStream.range(0, found.length)
                .mapToDouble(i -> (double) confused[i] / negatives)
                .toArray();
    }

    /// The share of positives among what reaches each threshold; that of the first score where nothing does.
    double[] precision() {
        double[] precision = IntStream.range(0, found.length)
                .mapToDouble(i -> (double) found[i] / (found[i] + confused[i]))
                .toArray();
        precision[0] = precision[Math.min(1, precision.length - 1)];
        return precision;
    }

    /// The area under recall over false alarms: how often a positive scores above a negative.
    double area() {
        double[] xs = falseAlarms();
        double[] ys = recall();
        return IntStream.range(1, xs.length)
                .mapToDouble(i -> (xs[i] - xs[i - 1]) * (ys[i] + ys[i - 1]) / 2)
                .sum();
    }

    /// Precision, weighed by the recall that each threshold adds.
    double averagePrecision() {
        double[] recall = recall();
        double[] precision = precision();
        return IntStream.range(1, recall.length)
                .mapToDouble(i -> (recall[i] - recall[i - 1]) * precision[i])
                .sum();
    }

    /// A curve of each class that the scores tell apart from the others; one alone for two classes.
    private record Named(String name, ThresholdCurve curve) {}

    private static List<Named> all(Tensor labels, Tensor scores) {
        var known = Labels.of(labels);
        var shape = scores.type().shape();
        int rows = known.classes().length;
        int columns = shape.rank() > 1 ? shape.size(1) : 1;
        double[] values = scores.doubles();
        if (values.length != rows * columns) {
            throw new IllegalArgumentException(rows + " labels and scores of shape " + shape
                    + ": needs one score for each, (n), or one for each class, (n, k)");
        }
        int first = columns == 1 ? 1 : columns == 2 ? 1 : 0;
        int last = columns == 1 ? 1 : columns - 1;
        if (columns <= 2 && known.count() > 2) {
            throw new IllegalArgumentException(
                    known.count() + " classes, and scores of shape " + shape + ": needs one for each class");
        }
        var curves = new ArrayList<Named>();
        for (int each = first; each <= last && curves.size() < MOST; each++) {
            int column = columns == 1 ? 0 : each;
            var positive = new boolean[rows];
            for (int row = 0; row < rows; row++) {
                positive[row] = known.classes()[row] == each;
            }
            var curve = of(
                    positive,
                    IntStream.range(0, rows)
                            .mapToDouble(row -> values[row * columns + column])
                            .toArray());
            if (curve.positives() > 0 && curve.negatives() > 0) {
                curves.add(new Named(columns > 2 ? "class " + each + ", " : "", curve));
            }
        }
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("all " + rows + " examples are of one class: a curve needs some that are"
                    + " positive and some that are not");
        }
        return curves;
    }

    static Plot receiver(Tensor labels, Tensor scores) {
        var chart = new Chart(
                Axis.linear("false positive rate").between(0, 1),
                Axis.linear("true positive rate").between(0, 1.01));
        int index = 0;
        for (var each : all(labels, scores)) {
            chart.add(Series.line(
                    each.name() + "area " + Numbers.text(each.curve().area()),
                    each.curve().falseAlarms(),
                    each.curve().recall(),
                    index++));
        }
        chart.add(new Series(
                "by chance", new double[] {0, 1}, new double[] {0, 1}, Theme.QUIET, Theme.line(2, 1.2), null));
        return new Plot("ROC curve", 500, 500, chart);
    }

    static Plot precisionRecall(Tensor labels, Tensor scores) {
        var chart = new Chart(
                Axis.linear("recall").between(0, 1), Axis.linear("precision").between(0, 1.01));
        int index = 0;
        var curves = all(labels, scores);
        for (var each : curves) {
            chart.add(Series.line(
                    each.name() + "average precision "
                            + Numbers.text(each.curve().averagePrecision()),
                    each.curve().recall(),
                    each.curve().precision(),
                    index++));
        }
        if (curves.size() == 1) {
            var only = curves.getFirst().curve();
            double share = (double) only.positives() / (only.positives() + only.negatives());
            chart.add(new Series(
                    "by chance",
                    new double[] {0, 1},
                    new double[] {share, share},
                    Theme.QUIET,
                    Theme.line(2, 1.2),
                    null));
        }
        return new Plot("Precision and recall", 500, 500, chart);
    }
}
