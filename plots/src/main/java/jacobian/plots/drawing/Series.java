package jacobian.plots.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import org.jspecify.annotations.Nullable;

/// Points of a chart, joined by a line, marked, or both.
///
/// @param name in the legend; not there where it is empty
/// @param xs numbers; points of which one is no finite number leave a gap
/// @param line how points are joined, null for not at all
/// @param marker what stands at the points, null for nothing
public record Series(
        String name,
        double[] xs,
        double[] ys,
        Color color,
        @Nullable BasicStroke line,
        @Nullable Shape marker) {
    public Series {
        if (xs.length != ys.length) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" has " + xs.length + " places on one axis and " + ys.length + " on the other");
        }
    }

    /// A line, number `index` of its chart.
    public static Series line(String name, double[] xs, double[] ys, int index) {
        return new Series(name, xs, ys, Theme.color(index), Theme.line(index, 2), null);
    }

    /// Separate points, number `index` of its chart.
    public static Series points(String name, double[] xs, double[] ys, int index) {
        return new Series(name, xs, ys, Theme.color(index), null, Theme.marker(index));
    }

    /// With the marker of number `index` at its points, `size` times as large as that of separate points.
    public Series marked(int index, double size) {
        var small = AffineTransform.getScaleInstance(size, size);
        return new Series(name, xs, ys, color, line, small.createTransformedShape(Theme.marker(index)));
    }

    /// In another color.
    public Series in(Color other) {
        return new Series(name, xs, ys, other, line, marker);
    }

    /// Joined by `stroke`.
    public Series joined(BasicStroke stroke) {
        return new Series(name, xs, ys, color, stroke, marker);
    }
}
