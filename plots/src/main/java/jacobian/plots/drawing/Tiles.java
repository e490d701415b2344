package jacobian.plots.drawing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/// Small pictures in rows, each pixel a square.
///
/// @param images of one size, row by row
/// @param captions above each picture, or above those of the first row alone
/// @param bar what their colours stand for, if anything
public record Tiles(List<BufferedImage> images, List<String> captions, int columns, Optional<ColorBar> bar)
        implements Drawing {
    private static final double BAR_ROOM = 84;
    private static final double GAP = 6;
    private static final double CAPTION = 15;

    /// How wide and high the drawing is where a picture is about `side` pixels wide or high.
    public int[] size(double side) {
        double longer = Math.max(images.getFirst().getWidth(), images.getFirst().getHeight());
        double width = images.getFirst().getWidth() / longer * side;
        double height = images.getFirst().getHeight() / longer * side;
        int rows = (images.size() + columns - 1) / columns;
        return new int[] {
            (int) Math.ceil(columns * (width + GAP) - GAP + (bar.isPresent() ? BAR_ROOM : 0)),
            (int) Math.ceil(rows * (height + GAP) - GAP + captionRows() * CAPTION)
        };
    }

    private int captionRows() {
        return (captions.size() + columns - 1) / columns;
    }

    /// Where the picture in row `row` begins.
    private double top(int row, double height) {
        return row * (height + GAP) + Math.min(row + 1, captionRows()) * CAPTION;
    }

    @Override
    public void draw(Graphics2D paper, Rectangle2D area) {
        int rows = (images.size() + columns - 1) / columns;
        int width = images.getFirst().getWidth();
        int height = images.getFirst().getHeight();
        double room = area.getWidth() - (bar.isPresent() ? BAR_ROOM : 0) - GAP * (columns - 1);
        double tall = area.getHeight() - GAP * (rows - 1) - captionRows() * CAPTION;
        double pixel = Math.max(0.01, Math.min(room / columns / width, tall / rows / height));
        paper.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        for (int i = 0; i < images.size(); i++) {
            double x = area.getX() + i % columns * (pixel * width + GAP);
            double y = area.getY() + top(i / columns, pixel * height);
            paper.drawImage(images.get(i), new AffineTransform(pixel, 0, 0, pixel, x, y), null);
            if (i < captions.size()) {
                paper.setPaint(Theme.QUIET);
                var font = Theme.font(10.5);
                var text = Lettering.shortened(paper, captions.get(i), font, pixel * width + GAP - 3);
                Lettering.left(paper, text, font, x, y - 3.5);
            }
        }
        double first = area.getY() + top(0, pixel * height);
        double bottom = area.getY() + top(rows - 1, pixel * height) + pixel * height;
        bar.ifPresent(each -> each.draw(
                paper,
                new Rectangle2D.Double(
                        area.getX() + columns * (pixel * width + GAP) + 10, first, BAR_ROOM - 14, bottom - first)));
    }
}
