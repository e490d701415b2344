package jacobian.plots;

import jacobian.plots.drawing.Axis;
import jacobian.plots.drawing.Chart;
import jacobian.plots.drawing.Panels;
import jacobian.plots.drawing.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Draws what a training has logged: loss, and each metric beside it, of training and of validation.
final class HistoryPlot {
    private static final String VALIDATION = "val_";
    private static final int FEW = 30;

    private HistoryPlot() {}

    static Plot of(List<Integer> epochs, Map<String, ? extends List<? extends Number>> logs) {
        var names = logs.keySet().stream()
                .map(name -> name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("the history is empty: it has a line for each epoch that has ended");
        }
        var charts = names.stream().map(name -> chart(name, epochs, logs)).toList();
        int columns = names.size() == 1 ? 1 : names.size() == 2 || names.size() == 4 ? 2 : 3;
        var panels = new Panels(charts, columns);
        int width = new int[] {0, 620, 920, 1180}[columns];
        var plot = names.size() == 1
                ? new Plot("Training", width, 390, charts.getFirst())
                : new Plot("Training", width, 50 + 340 * panels.rows(), panels);
        return plot.subtitle(remarks(names, epochs, logs));
    }

    private static Chart chart(String name, List<Integer> epochs, Map<String, ? extends List<? extends Number>> logs) {
        boolean validated = logs.keySet().stream().anyMatch(key -> key.startsWith(VALIDATION));
        var lines = new ArrayList<Series>();
        for (var key : List.of(name, VALIDATION + name)) {
            var values = logs.get(key);
            if (values != null) {
                int index = lines.isEmpty() && key.startsWith(VALIDATION) ? 1 : lines.size();
                var label = !validated ? "" : key.startsWith(VALIDATION) ? "validation" : "training";
                var series = Series.line(label, places(epochs, values.size()), values(values), index);
                lines.add(epochs.size() <= FEW ? series.marked(index, 0.7) : series);
            }
        }
        double[] all = lines.stream()
                .flatMapToDouble(line -> DoubleStream.of(line.ys()))
                .filter(Double::isFinite)
                .toArray();
        var chart = new Chart(Axis.whole("epoch"), spread(all) ? Axis.logarithmic(name) : Axis.linear(name));
        lines.forEach(chart::add);
        return chart;
    }

    /// Over two powers of ten and more a straight axis would show the beginning alone.
    private static boolean spread(double[] values) {
        double low = DoubleStream.of(values).min().orElse(1);
        double high = DoubleStream.of(values).max().orElse(1);
        return low > 0 && high / low >= 100;
    }

    /// The epochs of `count` values, counted from 1: all, or, where only every second or third was validated, these.
    static double[] places(List<Integer> epochs, int count) {
        int every = Math.max(1, epochs.size() / Math.max(1, count));
        return IntStream.range(0, count)
                .mapToDouble(i -> {
                    int at = (i + 1) * every - 1;
                    return at < epochs.size() ? epochs.get(at) + 1 : at + 1;
                })
                .toArray();
    }

    private static double[] values(List<? extends Number> values) {
        return values.stream().mapToDouble(Number::doubleValue).toArray();
    }

    /// Where validation was best, and where a number was none.
    private static String remarks(
            List<String> names, List<Integer> epochs, Map<String, ? extends List<? extends Number>> logs) {
        var remarks = new ArrayList<String>();
        var validation = logs.get(VALIDATION + "loss");
        if (validation != null) {
            double[] values = values(validation);
            double[] places = places(epochs, values.length);
            IntStream.range(0, values.length)
                    .filter(i -> Double.isFinite(values[i]))
                    .boxed()
                    .min((a, b) -> Double.compare(values[a], values[b]))
                    .ifPresent(best -> remarks.add("lowest validation loss " + Numbers.text(values[best]) + " in epoch "
                            + (int) places[best]));
        }
        for (var entry : logs.entrySet()) {
            double[] values = values(entry.getValue());
            double[] places = places(epochs, values.length);
            IntStream.range(0, values.length)
                    .filter(i -> !Double.isFinite(values[i]))
                    .findFirst()
                    .ifPresent(i ->
                            remarks.add(entry.getKey() + " is no finite number from epoch " + (int) places[i] + " on"));
        }
        return String.join("; ", remarks);
    }
}
