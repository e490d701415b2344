package jacobian.plots;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Layer;
import jacobian.plots.drawing.Tiles;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Draws the kernel of a layer: what each filter of a convolution looks for.
final class FilterPlot {
    private static final int MOST = 256;
    private static final int CHANNELS = 16;

    private FilterPlot() {}

    static Plot of(Layer layer) {
        var kernel = layer.weights().stream()
                .filter(each -> each.shape().rank() >= 2)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(layer + " has no kernel to draw: "
                        + (layer.isBuilt() ? "its weights are " + names(layer) : "call it on an input first")));
        return switch (kernel.shape().rank()) {
            case 2 -> matrix(layer, kernel.tensor());
            case 3 -> lines(layer, kernel.tensor());
            case 4 -> images(layer, kernel.tensor());
            default ->
                throw new IllegalArgumentException("the kernel of " + layer + " has shape " + kernel.shape()
                        + ": filters of one or two dimensions can be drawn");
        };
    }

    private static List<String> names(Layer layer) {
        return layer.weights().stream().map(Variable::name).toList();
    }

    /// `(inputs, units)`, one picture.
    private static Plot matrix(Layer layer, Tensor kernel) {
        int inputs = kernel.type().shape().size(0);
        int units = kernel.type().shape().size(1);
        var grid = Pictures.grid(units, inputs, kernel.doubles(), (row, column) -> row * units + column);
        var plot = Pictures.plot(
                "Weights of " + layer.name(),
                inputs + " inputs (rows), " + units + " units (columns)",
                Pictures.tiles(List.of(grid), List.of(), 1, "weight", true));
        double ratio = (double) inputs / units;
        return plot.size((int) Math.clamp(ratio > 1 ? 420 / ratio + 110 : 530, 300, 900), (int)
                Math.clamp(ratio > 1 ? 520 : 420 * ratio + 100, 160, 900));
    }

    /// `(steps, channels, filters)`, a picture of steps by channels for each filter.
    private static Plot lines(Layer layer, Tensor kernel) {
        int steps = kernel.type().shape().size(0);
        int channels = kernel.type().shape().size(1);
        int filters = kernel.type().shape().size(2);
        double[] values = kernel.doubles();
        var grids = IntStream.range(0, Math.min(filters, MOST))
                .mapToObj(filter -> Pictures.grid(
                        steps, channels, values, (row, column) -> (column * channels + row) * filters + filter))
                .toList();
        return Pictures.plot(
                "Filters of " + layer.name(),
                shown(grids.size(), filters) + ": " + steps + " steps (columns) by " + channels + " channels (rows)",
                Pictures.tiles(grids, numbers(grids.size()), Pictures.columns(grids.size()), "weight", true));
    }

    /// `(height, width, channels, filters)`: in colour where there are three channels, else a row of filters for each
    /// channel; one after the other where there is one channel.
    private static Plot images(Layer layer, Tensor kernel) {
        int channels = kernel.type().shape().size(2);
        int filters = kernel.type().shape().size(3);
        double[] values = kernel.doubles();
        var form = new Form(kernel.type().shape().size(1), kernel.type().shape().size(0), channels, filters);
        var title = "Filters of " + layer.name();
        var size = form.height() + " \u00d7 " + form.width();
        if (channels == 3) {
            int count = Math.min(filters, MOST);
            var images = IntStream.range(0, count)
                    .mapToObj(filter -> colored(values, form, filter))
                    .toList();
            var tiles = new Tiles(images, numbers(count), Pictures.columns(count), Optional.empty());
            return Pictures.plot(
                    title,
                    shown(count, filters) + " of " + size + ", each from its lowest to its highest weight",
                    tiles);
        }
        int rows = channels == 1 ? 1 : Math.min(channels, CHANNELS);
        int across = channels == 1 ? Math.min(filters, MOST) : Math.min(filters, CHANNELS);
        var grids = new ArrayList<Pictures.Grid>();
        var captions = new ArrayList<String>();
        for (int channel = 0; channel < rows; channel++) {
            for (int filter = 0; filter < across; filter++) {
                grids.add(form.grid(values, channel, filter));
                if (channel == 0) {
                    captions.add(Integer.toString(filter));
                }
            }
        }
        var told = channels == 1
                ? shown(across, filters) + " of " + size
                : shown(across, filters) + " (columns) of " + size + " on " + rows
                        + (rows < channels ? " of " + channels : "") + " channels (rows)";
        int columns = channels == 1 ? Pictures.columns(across) : across;
        return Pictures.plot(title, told, Pictures.tiles(grids, captions, columns, "weight", true));
    }

    private record Form(int width, int height, int channels, int filters) {
        int place(int row, int column, int channel, int filter) {
            return ((row * width + column) * channels + channel) * filters + filter;
        }

        Pictures.Grid grid(double[] values, int channel, int filter) {
            return Pictures.grid(width, height, values, (row, column) -> place(row, column, channel, filter));
        }
    }

    private static BufferedImage colored(double[] values, Form form, int filter) {
        var grids = IntStream.range(0, 3)
                .mapToObj(channel -> form.grid(values, channel, filter).values())
                .toList();
        double low = grids.stream().flatMapToDouble(DoubleStream::of).min().orElse(0);
        double high = grids.stream().flatMapToDouble(DoubleStream::of).max().orElse(1);
        double range = high > low ? high - low : 1;
        var image = new BufferedImage(form.width(), form.height(), BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < form.width() * form.height(); at++) {
            int color = 0;
            for (var grid : grids) {
                color = color << 8 | (int) Math.round(255 * (grid[at] - low) / range);
            }
            image.setRGB(at % form.width(), at / form.width(), color);
        }
        return image;
    }

    static String shown(int shown, int all) {
        return shown < all ? shown + " of " + all + " filters" : all == 1 ? "1 filter" : all + " filters";
    }

    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
