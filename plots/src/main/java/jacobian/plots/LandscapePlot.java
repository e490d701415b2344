package jacobian.plots;

import jacobian.plots.drawing.Axis;
import jacobian.plots.drawing.Chart;
import jacobian.plots.drawing.ColorBar;
import jacobian.plots.drawing.ColorScale;
import jacobian.plots.drawing.Contours;
import jacobian.plots.drawing.Series;
import jacobian.plots.drawing.Surface;
import jacobian.plots.drawing.Theme;
import java.awt.Color;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Draws loss over one weight or two, and the path of a training.
final class LandscapePlot {
    private static final int LINES = 14;
    private static final int PIXELS = 160;

    /// Lines are drawn through so many places between two that were computed.
    private static final int FINER = 4;

    private LandscapePlot() {}

    static Plot of(LossLandscape landscape) {
        return landscape.dimensions() == 1 ? line(landscape) : plane(landscape);
    }

    private static Plot line(LossLandscape landscape) {
        double[] losses = landscape.losses()[0];
        var x = Axis.linear(landscape.label(0));
        var chart = new Chart(x, spread(losses) ? Axis.logarithmic("loss") : Axis.linear("loss"));
        boolean way = landscape.path().size() > 1;
        chart.add(Series.line(way ? "loss" : "", landscape.places(0), losses, 0));
        if (way) {
            double[] places = first(landscape);
            double[] heights = landscape.path().stream()
                    .mapToDouble(LossLandscape.Point::loss)
                    .toArray();
            chart.add(Series.line("path of the training", places, heights, 4)
                    .joined(Theme.line(0, 1))
                    .marked(0, 0.55));
            ends(chart, places, heights);
        }
        return new Plot("Loss over " + (way ? "the path" : "one direction"), 640, 400, chart);
    }

    private static Plot plane(LossLandscape landscape) {
        double[] xs = landscape.places(0);
        double[] ys = landscape.places(1);
        double[][] losses = landscape.losses();
        double[] all = Arrays.stream(losses).flatMapToDouble(Arrays::stream).toArray();
        boolean logarithmic = spread(all);
        var heights = logarithmic ? logarithms(losses) : losses;
        double low = Arrays.stream(heights)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        double high = Arrays.stream(heights)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        double range = high > low ? high - low : 1;
        var shares = Surface.finer(
                Arrays.stream(heights)
                        .map(row -> DoubleStream.of(row)
                                .map(height -> (height - low) / range)
                                .toArray())
                        .toArray(double[][]::new),
                FINER);
        var chart = new Chart(
                Axis.linear(landscape.label(0)).between(xs[0], xs[xs.length - 1]),
                Axis.linear(landscape.label(1)).between(ys[0], ys[ys.length - 1]));
        chart.below(Surface.image(
                Surface.colors(shares, ColorScale.VIRIDIS, PIXELS),
                xs[0],
                ys[0],
                xs[xs.length - 1],
                ys[ys.length - 1]));
        var contours = new Contours(Surface.finer(xs, FINER), Surface.finer(ys, FINER), shares);
        var lines = IntStream.range(1, LINES)
                .mapToObj(i -> contours.at((double) i / LINES))
                .toList();
        chart.below(Surface.lines(lines, Theme.alpha(Color.WHITE, 0.45), Theme.line(0, 0.8)));
        chart.bar(
                logarithmic
                        ? ColorBar.powers(ColorScale.VIRIDIS, "loss", low, high)
                        : ColorBar.between(ColorScale.VIRIDIS, "loss", low, high));
        if (landscape.path().size() > 1) {
            way(chart, landscape);
        }
        int count = xs.length;
        return new Plot("Loss landscape", 680, 520, chart)
                .subtitle("loss at " + count + " \u00d7 " + count + " places"
                        + (landscape.path().size() > 1
                                ? ", and a path of " + landscape.path().size() + " points"
                                : ""));
    }

    private static void way(Chart chart, LossLandscape landscape) {
        double[] xs = first(landscape);
        double[] ys = landscape.path().stream()
                .mapToDouble(LossLandscape.Point::second)
                .toArray();
        var casing = Series.line("", xs, ys, 0).in(Theme.INK).joined(Theme.line(0, 3.6));
        chart.add(casing).add(casing.in(Color.WHITE).joined(Theme.line(0, 1.8)).marked(0, 0.5));
        ends(chart, xs, ys);
    }

    private static void ends(Chart chart, double[] xs, double[] ys) {
        int last = xs.length - 1;
        chart.add(Series.points("start", new double[] {xs[0]}, new double[] {ys[0]}, 1));
        chart.add(Series.points("end", new double[] {xs[last]}, new double[] {ys[last]}, 3)
                .in(new Color(0xd5, 0x5e, 0x00)));
    }

    private static double[] first(LossLandscape landscape) {
        return landscape.path().stream().mapToDouble(LossLandscape.Point::first).toArray();
    }

    /// Over a factor of fifty the valley would be one color.
    private static boolean spread(double[] losses) {
        double low = DoubleStream.of(losses).filter(Double::isFinite).min().orElse(1);
        double high = DoubleStream.of(losses).filter(Double::isFinite).max().orElse(1);
        return low > 0 && high / low >= 50;
    }

    private static double[][] logarithms(double[][] losses) {
        return Arrays.stream(losses)
                .map(row -> DoubleStream.of(row).map(Math::log10).toArray())
                .toArray(double[][]::new);
    }
}
