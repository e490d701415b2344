package jacobian.plots;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Model;
import jacobian.plots.drawing.Axis;
import jacobian.plots.drawing.Chart;
import jacobian.plots.drawing.Contours;
import jacobian.plots.drawing.Series;
import jacobian.plots.drawing.Surface;
import jacobian.plots.drawing.Theme;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/// Draws which class a model sees where, and the examples it was given.
final class BoundaryPlot {
    private BoundaryPlot() {}

    static Plot of(Model model, Tensor x, Tensor y, BoundaryOptions options) {
        var labels = Labels.of(y);
        if (x.type().shape().rank() > 0 && x.type().shape().size(0) != labels.classes().length) {
            throw new IllegalArgumentException(
                    x.type().shape().size(0) + " examples and " + labels.classes().length + " labels");
        }
        boolean signs = IntStream.range(0, labels.classes().length).anyMatch(i -> y.floats()[i] < 0);
        var regions = DecisionRegions.of(model, x, options, signs);
        double[] xs = regions.xs();
        double[] ys = regions.ys();
        var chart = new Chart(
                Axis.linear("feature " + options.first()).between(xs[0], xs[xs.length - 1]),
                Axis.linear("feature " + options.second()).between(ys[0], ys[ys.length - 1]));
        chart.below(Surface.image(tints(regions), xs[0], ys[0], xs[xs.length - 1], ys[ys.length - 1]));
        chart.below(Surface.lines(borders(regions), Theme.INK, Theme.line(0, 1.6)));
        examples(chart, x, labels, options);
        return new Plot("Decision boundary", 620, 520, chart).subtitle("the stronger a color, the surer the model");
    }

    /// Where one class takes over from the others.
    static List<Path2D> borders(DecisionRegions regions) {
        // Of two classes either has the same border.
        return IntStream.range(regions.classes() == 2 ? 1 : 0, regions.classes())
                .mapToObj(i -> new Contours(regions.xs(), regions.ys(), regions.lead(i)).at(0))
                .toList();
    }

    private static BufferedImage tints(DecisionRegions regions) {
        int count = regions.xs().length;
        var image = new BufferedImage(count, count, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < count; column++) {
                image.setRGB(column, row, tint(regions, row, column).getRGB());
            }
        }
        return image;
    }

    private static Color tint(DecisionRegions regions, int row, int column) {
        int best = 0;
        for (int i = 1; i < regions.classes(); i++) {
            best = regions.probabilities()[i][row][column] > regions.probabilities()[best][row][column] ? i : best;
        }
        double floor = 1.0 / regions.classes();
        double sure = (regions.probabilities()[best][row][column] - floor) / (1 - floor);
        return Theme.mix(Color.WHITE, Theme.color(best), 0.08 + 0.36 * Math.clamp(sure, 0, 1));
    }

    private static void examples(Chart chart, Tensor x, Labels labels, BoundaryOptions options) {
        int features = x.type().shape().size(1);
        double[] first = DecisionRegions.column(x.floats(), features, options.first());
        double[] second = DecisionRegions.column(x.floats(), features, options.second());
        var names = Labels.names(options.classNames(), labels.count());
        for (int i = 0; i < labels.count(); i++) {
            int each = i;
            int[] own = IntStream.range(0, first.length)
                    .filter(row -> labels.classes()[row] == each)
                    .toArray();
            if (own.length > 0) {
                chart.add(Series.points(
                        options.classNames().isEmpty() ? "class " + names.get(i) : names.get(i),
                        IntStream.of(own).mapToDouble(row -> first[row]).toArray(),
                        IntStream.of(own).mapToDouble(row -> second[row]).toArray(),
                        i));
            }
        }
    }
}
