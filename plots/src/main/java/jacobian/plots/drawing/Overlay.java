package jacobian.plots.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleUnaryOperator;

/// What is drawn in the coordinates of a chart.
@FunctionalInterface
public interface Overlay {
    /// Where numbers are on the paper.
    ///
    /// @param area the rectangle between the axes
    record Place(Rectangle2D area, DoubleUnaryOperator x, DoubleUnaryOperator y) {}

    void draw(Graphics2D paper, Place place);
}
