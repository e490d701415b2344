package jacobian.plots.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Drawings side by side, in rows of equal cells.
public record Panels(List<? extends Drawing> parts, int columns) implements Drawing {
    private static final double GAP = 18;

    /// How many rows there are.
    public int rows() {
        return (parts.size() + columns - 1) / columns;
    }

    @Override
    public void draw(Graphics2D paper, Rectangle2D area) {
        double width = (area.getWidth() - GAP * (columns - 1)) / columns;
        double height = (area.getHeight() - GAP * (rows() - 1)) / rows();
        for (int i = 0; i < parts.size(); i++) {
            double x = area.getX() + i % columns * (width + GAP);
            double y = area.getY() + i / columns * (height + GAP);
            parts.get(i).draw(paper, new Rectangle2D.Double(x, y, width, height));
        }
    }
}
