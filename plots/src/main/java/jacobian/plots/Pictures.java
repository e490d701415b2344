package jacobian.plots;

import jacobian.plots.drawing.ColorBar;
import jacobian.plots.drawing.ColorScale;
import jacobian.plots.drawing.Tiles;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Grids of numbers as small pictures that share one scale of colours.
final class Pictures {
    private Pictures() {}

    /// Numbers in rows.
    record Grid(int width, int height, double[] values) {
        BufferedImage image(ToDoubleFunction<Double> share, ColorScale colors) {
            var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < values.length; at++) {
                // What is no number is white.
                boolean known = Double.isFinite(values[at]);
                int color = known ? colors.at(share.applyAsDouble(values[at])).getRGB() : 0xffffff;
                image.setRGB(at % width, at / width, color);
            }
            return image;
        }
    }

    /// `grids` in `columns`, their colours from the smallest number of all to the largest; around zero where
    /// `balanced`.
    static Tiles tiles(List<Grid> grids, List<String> captions, int columns, String measure, boolean balanced) {
        double low = numbers(grids).min().orElse(0);
        double high = numbers(grids).max().orElse(0);
        double most = Math.max(Math.abs(low), Math.abs(high));
        double from = balanced ? -most : low;
        double to = balanced ? most : high;
        double range = to > from ? to - from : 1;
        var scale = ColorScale.VIRIDIS;
        return new Tiles(
                grids.stream()
                        .map(grid -> grid.image(value -> to > from ? (value - from) / range : 0, scale))
                        .toList(),
                captions,
                columns,
                Optional.of(ColorBar.between(scale, measure, from, to)));
    }

    private static DoubleStream numbers(List<Grid> grids) {
        return grids.stream()
                .flatMapToDouble(grid -> DoubleStream.of(grid.values()))
                .filter(Double::isFinite);
    }

    /// The numbers of a grid, asked for by row and column.
    static Grid grid(int width, int height, double[] values, IntBinaryOperator place) {
        var grid = new double[width * height];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                grid[row * width + column] = values[place.applyAsInt(row, column)];
            }
        }
        return new Grid(width, height, grid);
    }

    /// As many columns as make a picture a little wider than high.
    static int columns(int count) {
        return Math.clamp((int) Math.ceil(Math.sqrt(count * 1.6)), 1, 16);
    }

    /// The plot of `tiles`, of a size that suits them.
    static Plot plot(String title, String subtitle, Tiles tiles) {
        int rows = (tiles.images().size() + tiles.columns() - 1) / tiles.columns();
        double side = Math.clamp(Math.min(820.0 / tiles.columns(), 900.0 / rows), 20, 110);
        int[] size = tiles.size(side);
        return new Plot(title, Math.max(360, size[0] + 30), size[1] + 84, tiles).subtitle(subtitle);
    }
}
