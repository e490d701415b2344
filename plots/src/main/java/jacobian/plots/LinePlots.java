package jacobian.plots;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.callbacks.LearningRateFinder;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import jacobian.plots.drawing.Axis;
import jacobian.plots.drawing.Chart;
import jacobian.plots.drawing.Series;
import jacobian.plots.drawing.Theme;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Charts of lines that need no model: functions, schedules, the search for a learning rate.
final class LinePlots {
    private static final int PLACES = 601;

    /// Of what is noise, under what matters.
    private static final Color QUIET = new Color(0xb4, 0xba, 0xc2);

    private LinePlots() {}

    /// Each function solid, its derivative dashed in the same color.
    static Plot functions(Map<String, ? extends ActivationFunction> functions, double from, double to) {
        if (!(from < to) || !Double.isFinite(to - from)) {
            throw new IllegalArgumentException("from " + from + " to " + to + ": needs two numbers in their order");
        }
        if (functions.isEmpty()) {
            throw new IllegalArgumentException("no function to draw");
        }
        var chart = new Chart(Axis.linear("x"), Axis.linear("f(x)"));
        double[] xs = IntStream.range(0, PLACES)
                .mapToDouble(i -> from + (to - from) * i / (PLACES - 1))
                .toArray();
        int index = 0;
        for (var entry : functions.entrySet()) {
            var x = Tensor.of(floats(xs), PLACES, 1);
            double[] values = entry.getValue().apply(x).doubles();
            double[] slopes = Gradients.of(
                            (Tensor at) -> entry.getValue().apply(at).sum(), x)
                    .doubles();
            // A derivative that jumps is not joined across the jump.
            chart.add(new Series(entry.getKey(), xs, values, Theme.color(index), Theme.line(0, 2.2), null));
            chart.add(new Series(
                    "derivative of " + entry.getKey(),
                    xs,
                    broken(slopes),
                    Theme.color(index),
                    Theme.line(1 + index % 3, 1.6),
                    null));
            index++;
        }
        var title = functions.size() == 1 ? functions.keySet().iterator().next() : "Activation functions";
        return new Plot(title, 620, 430, chart);
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /// With a gap where the next number is far from this one and from what led to it.
    static double[] broken(double[] values) {
        double low = DoubleStream.of(values).filter(Double::isFinite).min().orElse(0);
        double high = DoubleStream.of(values).filter(Double::isFinite).max().orElse(0);
        var gapped = values.clone();
        for (int i = 1; i < values.length; i++) {
            if (Math.abs(values[i] - values[i - 1]) > 0.3 * (high - low)) {
                gapped[i] = Double.NaN;
            }
        }
        return gapped;
    }

    static Plot schedules(Map<String, ? extends LearningRateSchedule> schedules, int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException("steps " + steps + ": a schedule is drawn over 2 steps or more");
        }
        if (schedules.isEmpty()) {
            throw new IllegalArgumentException("no schedule to draw");
        }
        var chart = new Chart(Axis.whole("step"), Axis.linear("learning rate"));
        int count = Math.min(steps, PLACES);
        int index = 0;
        for (var entry : schedules.entrySet()) {
            var at = IntStream.range(0, count)
                    .mapToLong(i -> (long) (steps - 1) * i / (count - 1))
                    .toArray();
            double[] rates = IntStream.range(0, count)
                    .mapToDouble(i -> entry.getValue()
                            .at(Tensor.int64(new long[] {at[i]}))
                            .doubles()[0])
                    .toArray();
            double[] xs = IntStream.range(0, count).mapToDouble(i -> at[i]).toArray();
            chart.add(Series.line(schedules.size() == 1 ? "" : entry.getKey(), xs, rates, index++));
        }
        var title = schedules.size() == 1 ? schedules.keySet().iterator().next() : "Learning rate schedules";
        return new Plot(title, 620, 380, chart);
    }

    /// Losses of batches in grey, smoothed ones over them, and the rates that the finder suggests, if it can.
    static Plot found(LearningRateFinder finder) {
        double[] smoothed = finder.smoothedLosses().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        var chart = range(finder.learningRates(), finder.losses(), QUIET);
        double[] rates = chart.series().getFirst().xs();
        chart.add(Series.line("smoothed", rates, smoothed, 0));
        try {
            var suggestion = finder.suggestion();
            mark(chart, "valley", suggestion.valley(), finder, 1);
            mark(chart, "falls fastest", suggestion.steepest(), finder, 4);
        } catch (IllegalStateException _) {
            // A curve that is too short for a suggestion is shown without one.
        }
        return new Plot("Search for a learning rate", 640, 390, chart);
    }

    private static void mark(Chart chart, String name, double rate, LearningRateFinder finder, int index) {
        int at = finder.learningRates().indexOf(rate);
        double loss = finder.smoothedLosses().get(at);
        var told = name + " " + Numbers.text(rate);
        chart.add(Series.points(told, new double[] {rate}, new double[] {loss}, index));
    }

    /// Loss over learning rate, and the rate at which it falls fastest.
    static Plot learningRates(List<? extends Number> rates, List<? extends Number> losses) {
        var chart = range(rates, losses, Theme.color(0));
        double[] xs = chart.series().getFirst().xs();
        double[] ys = chart.series().getFirst().ys();
        int steepest = steepest(xs, ys);
        if (steepest >= 0) {
            chart.add(Series.points(
                    "falls fastest at " + Numbers.text(xs[steepest]),
                    new double[] {xs[steepest]},
                    new double[] {ys[steepest]},
                    4));
        }
        return new Plot("Search for a learning rate", 640, 390, chart);
    }

    private static Chart range(List<? extends Number> rates, List<? extends Number> losses, Color color) {
        if (rates.size() != losses.size() || rates.size() < 2) {
            throw new IllegalArgumentException(rates.size() + " learning rates and " + losses.size()
                    + " losses: needs as many of both, and at least two");
        }
        double[] xs = rates.stream().mapToDouble(Number::doubleValue).toArray();
        double[] ys = losses.stream().mapToDouble(Number::doubleValue).toArray();
        for (double x : xs) {
            if (!(x > 0)) {
                throw new IllegalArgumentException(
                        "a learning rate of " + x + ": they stand on a logarithmic axis and" + " have to be above 0");
            }
        }
        double[] sound = DoubleStream.of(ys).filter(Double::isFinite).toArray();
        double low = DoubleStream.of(sound).min().orElse(0);
        double start = sound.length > 0 ? sound[0] : 1;
        var y = Axis.linear("loss");
        double high = DoubleStream.of(sound).max().orElse(1);
        double span = Math.max(start - low, Math.abs(start) * 0.05);
        if (high > start + 2 * span) {
            // Where training runs away the numbers would flatten all that matters.
            y = y.between(low - 0.1 * span, start + 2 * span);
        }
        var chart = new Chart(Axis.logarithmic("learning rate"), y);
        return chart.add(Series.line("loss", xs, ys, 0).in(color).joined(Theme.line(0, 1.5)));
    }

    /// Where the loss falls fastest over the logarithm of the rate before it is lowest, over windows of five; -1 where
    /// it never falls.
    static int steepest(double[] rates, double[] losses) {
        int lowest = -1;
        for (int i = 0; i < losses.length; i++) {
            lowest = Double.isFinite(losses[i]) && (lowest < 0 || losses[i] < losses[lowest]) ? i : lowest;
        }
        int best = -1;
        double slope = 0;
        for (int i = 0; i <= lowest; i++) {
            int from = Math.max(0, i - 2);
            int to = Math.min(lowest, i + 2);
            double each = (losses[to] - losses[from]) / Math.log(rates[to] / rates[from]);
            if (to > from && each < slope) {
                slope = each;
                best = i;
            }
        }
        return best;
    }
}
