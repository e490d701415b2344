package jacobian.plots.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/// Something that fills a rectangle of the paper, as often as it is asked to.
@FunctionalInterface
public interface Drawing {
    /// Draws into `area` of `paper`, whose unit is a pixel of a screen of usual density.
    void draw(Graphics2D paper, Rectangle2D area);
}
