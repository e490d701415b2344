package jacobian.plots;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import jacobian.keras.models.Model;
import jacobian.plots.drawing.Axis;
import jacobian.plots.drawing.Chart;
import jacobian.plots.drawing.Overlay;
import jacobian.plots.drawing.Theme;
import java.awt.geom.Rectangle2D;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Draws what a layer gives for inputs: maps of a convolution as pictures, others as a histogram.
final class ActivationPlot {
    private static final int EXAMPLES = 8;
    private static final int CHANNELS = 16;
    private static final int MOST = 64;
    private static final int BINS = 48;

    private ActivationPlot() {}

    static Plot of(Model model, Layer layer, Tensor x) {
        var output = output(model, layer);
        var values = new Model(model.inputs(), List.of(output)).predict(x);
        return switch (values.type().shape().rank()) {
            case 4 -> maps(layer, values, channelsFirst(layer));
            case 3 -> series(layer, values);
            default -> histogram(layer, values);
        };
    }

    private static boolean channelsFirst(Layer layer) {
        return String.valueOf(layer.config().get("data_format")).contains("first");
    }

    /// What `layer` gave where the model's graph called it; the last time, if several.
    private static Tensor output(Model model, Layer layer) {
        if (model.outputs().isEmpty()) {
            throw new IllegalArgumentException(model.name()
                    + " is no graph of layers: activations need a functional model, or a Sequential that begins with"
                    + " an Input");
        }
        Map<LayerCall, Boolean> seen = new IdentityHashMap<>();
        var ahead = new ArrayDeque<Tensor>(model.outputs());
        while (!ahead.isEmpty()) {
            for (var call : LayerCall.sources(ahead.pop())) {
                if (call.layer() == layer) {
                    return call.outputs().getFirst();
                }
                if (seen.put(call, true) == null) {
                    ahead.addAll(call.inputs());
                }
            }
        }
        throw new IllegalArgumentException(model.name() + " does not call " + layer + ": it has "
                + model.layers().stream().map(Layer::name).toList()
                + " (for a layer of a model inside it, give that model)");
    }

    private static Plot maps(Layer layer, Tensor values, boolean channelsFirst) {
        int[] sizes = values.type().shape().sizes();
        int channels = channelsFirst ? sizes[1] : sizes[3];
        int height = channelsFirst ? sizes[2] : sizes[1];
        int width = channelsFirst ? sizes[3] : sizes[2];
        int examples = Math.min(sizes[0], EXAMPLES);
        int shown = Math.min(channels, examples == 1 ? MOST : CHANNELS);
        double[] numbers = values.doubles();
        var grids = new ArrayList<Pictures.Grid>();
        var captions = new ArrayList<String>();
        for (int example = 0; example < examples; example++) {
            for (int channel = 0; channel < shown; channel++) {
                int from = example;
                int map = channel;
                grids.add(Pictures.grid(
                        width,
                        height,
                        numbers,
                        (row, column) -> channelsFirst
                                ? ((from * channels + map) * height + row) * width + column
                                : ((from * height + row) * width + column) * channels + map));
                if (example == 0) {
                    captions.add(Integer.toString(channel));
                }
            }
        }
        int columns = examples == 1 ? Pictures.columns(shown) : shown;
        var told = (shown < channels ? shown + " of " : "") + channels + " maps of " + height + " \u00d7 " + width
                + (examples == 1
                        ? ""
                        : ", a row for each of " + (examples < sizes[0] ? "the first " : "") + examples + " inputs");
        return Pictures.plot(
                "Activations of " + layer.name(), told, Pictures.tiles(grids, captions, columns, "activation", false));
    }

    /// `(batch, steps, features)`: steps to the right, features downwards, a picture for each input.
    private static Plot series(Layer layer, Tensor values) {
        int[] sizes = values.type().shape().sizes();
        int examples = Math.min(sizes[0], EXAMPLES);
        double[] numbers = values.doubles();
        var grids = IntStream.range(0, examples)
                .mapToObj(example -> Pictures.grid(
                        sizes[1], sizes[2], numbers, (row, column) -> (example * sizes[1] + column) * sizes[2] + row))
                .toList();
        return Pictures.plot(
                        "Activations of " + layer.name(),
                        sizes[1] + " steps (columns) by " + sizes[2] + " features (rows), " + examples
                                + (examples < sizes[0] ? " of " + sizes[0] : "") + " inputs",
                        Pictures.tiles(grids, FilterPlot.numbers(examples), 1, "activation", false))
                .size(720, Math.clamp(90 + examples * 130L, 240, 1200));
    }

    /// How many numbers are in each of the bins between the ends of a range.
    record Histogram(double low, double high, long[] counts) {
        static Histogram of(double[] values, int bins) {
            double[] sound = DoubleStream.of(values).filter(Double::isFinite).toArray();
            double low = DoubleStream.of(sound).min().orElse(0);
            double high = DoubleStream.of(sound).max().orElse(1);
            if (low == high) {
                low -= 0.5;
                high += 0.5;
            }
            var counts = new long[bins];
            for (double value : sound) {
                counts[Math.min(bins - 1, (int) ((value - low) / (high - low) * bins))]++;
            }
            return new Histogram(low, high, counts);
        }
    }

    private static Plot histogram(Layer layer, Tensor values) {
        double[] numbers = values.doubles();
        var shape = values.type().shape();
        int units = shape.rank() == 0 ? 1 : shape.size(-1);
        var histogram = Histogram.of(numbers, BINS);
        double highest = LongStream.of(histogram.counts()).max().orElse(1);
        var chart = new Chart(
                Axis.linear("activation").between(histogram.low(), histogram.high()),
                Axis.linear("count").between(0, Math.max(1, highest * 1.05)));
        chart.above(bars(histogram));
        long silent = IntStream.range(0, units)
                .filter(unit ->
                        IntStream.range(0, numbers.length / units).allMatch(row -> numbers[row * units + unit] == 0))
                .count();
        long zeros = DoubleStream.of(numbers).filter(value -> value == 0).count();
        long broken = DoubleStream.of(numbers)
                .filter(value -> !Double.isFinite(value))
                .count();
        return new Plot("Activations of " + layer.name(), 620, 380, chart)
                .subtitle(units + " units, " + numbers.length / units + " inputs; "
                        + Numbers.percent((double) zeros / numbers.length) + " of the numbers are 0, "
                        + silent + (silent == 1 ? " unit is" : " units are") + " 0 for every input"
                        + (broken > 0 ? "; " + broken + " are no finite numbers" : ""));
    }

    private static Overlay bars(Histogram histogram) {
        return (paper, place) -> {
            int bins = histogram.counts().length;
            double step = (histogram.high() - histogram.low()) / bins;
            paper.setPaint(Theme.color(0));
            double floor = place.y().applyAsDouble(0);
            for (int i = 0; i < bins; i++) {
                double left = place.x().applyAsDouble(histogram.low() + i * step);
                double right = place.x().applyAsDouble(histogram.low() + (i + 1) * step);
                double top = place.y().applyAsDouble(histogram.counts()[i]);
                if (histogram.counts()[i] > 0) {
                    paper.fill(new Rectangle2D.Double(left + 0.5, top, right - left - 1, floor - top));
                }
            }
        };
    }
}
