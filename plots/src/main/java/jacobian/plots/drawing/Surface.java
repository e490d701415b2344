package jacobian.plots.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.util.List;

/// Colours and lines over the whole ground of a chart.
public final class Surface {
    private Surface() {}

    /// An image over the ground from (`left`, `bottom`) to (`right`, `top`); its first row of pixels is at the bottom.
    public static Overlay image(BufferedImage image, double left, double bottom, double right, double top) {
        return (paper, place) -> {
            double x = place.x().applyAsDouble(left);
            double y = place.y().applyAsDouble(bottom);
            var spread = new AffineTransform(
                    (place.x().applyAsDouble(right) - x) / image.getWidth(),
                    0,
                    0,
                    (place.y().applyAsDouble(top) - y) / image.getHeight(),
                    x,
                    y);
            var hint = java.awt.RenderingHints.KEY_INTERPOLATION;
            paper.setRenderingHint(hint, java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            paper.drawImage(image, spread, null);
        };
    }

    /// Lines in the coordinates of the chart.
    public static Overlay lines(List<? extends Shape> lines, Color color, BasicStroke stroke) {
        return (paper, place) -> {
            paper.setPaint(color);
            paper.setStroke(stroke);
            lines.forEach(line -> paper.draw(placed(line, place)));
        };
    }

    /// `lines` on the paper: corner by corner, as axes need not be straight.
    private static Path2D placed(Shape lines, Overlay.Place place) {
        var path = new Path2D.Double();
        var at = new double[6];
        for (var parts = lines.getPathIterator(null); !parts.isDone(); parts.next()) {
            int kind = parts.currentSegment(at);
            double x = place.x().applyAsDouble(at[0]);
            double y = place.y().applyAsDouble(at[1]);
            if (kind == PathIterator.SEG_MOVETO) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        return path;
    }

    /// `count` colours between the numbers of a coarse grid, row by row from its first; see-through where they are
    /// not finite.
    public static BufferedImage colors(double[][] shares, ColorScale scale, int count) {
        var image = new BufferedImage(count, count, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < count; column++) {
                double share = between(
                        shares,
                        (row + 0.5) / count * (shares.length - 1),
                        (column + 0.5) / count * (shares[0].length - 1));
                if (Double.isFinite(share)) {
                    image.setRGB(column, row, scale.at(share).getRGB());
                }
            }
        }
        return image;
    }

    /// A grid `factor` times as fine: smooth between the numbers (Catmull and Rom), which it keeps.
    public static double[][] finer(double[][] grid, int factor) {
        int columns = grid[0].length;
        var wide = new double[grid.length][];
        for (int row = 0; row < grid.length; row++) {
            wide[row] = smooth(grid[row], factor);
        }
        var fine = new double[(grid.length - 1) * factor + 1][(columns - 1) * factor + 1];
        for (int column = 0; column < fine[0].length; column++) {
            var line = new double[grid.length];
            for (int row = 0; row < grid.length; row++) {
                line[row] = wide[row][column];
            }
            line = smooth(line, factor);
            for (int row = 0; row < fine.length; row++) {
                fine[row][column] = line[row];
            }
        }
        return fine;
    }

    /// Places `factor` times as many, in equal steps between those that were.
    public static double[] finer(double[] places, int factor) {
        var fine = new double[(places.length - 1) * factor + 1];
        for (int i = 0; i < fine.length; i++) {
            double share = (double) i / (fine.length - 1);
            fine[i] = places[0] + share * (places[places.length - 1] - places[0]);
        }
        return fine;
    }

    private static double[] smooth(double[] line, int factor) {
        int last = line.length - 1;
        var fine = new double[last * factor + 1];
        for (int i = 0; i < fine.length; i++) {
            int at = Math.min(i / factor, last - 1);
            double t = (double) i / factor - at;
            double b = line[at];
            double c = line[at + 1];
            double a = at > 0 && Double.isFinite(line[at - 1]) ? line[at - 1] : 2 * b - c;
            double d = at + 2 <= last && Double.isFinite(line[at + 2]) ? line[at + 2] : 2 * c - b;
            double bend = t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a));
            fine[i] = t == 0 ? b : t == 1 ? c : b + 0.5 * t * (c - a + bend);
        }
        return fine;
    }

    private static double between(double[][] grid, double row, double column) {
        int top = (int) row;
        int left = (int) column;
        double down = row - top;
        double along = column - left;
        int bottom = Math.min(top + 1, grid.length - 1);
        int right = Math.min(left + 1, grid[0].length - 1);
        double above = grid[top][left] * (1 - along) + grid[top][right] * along;
        double below = grid[bottom][left] * (1 - along) + grid[bottom][right] * along;
        return above * (1 - down) + below * down;
    }
}
