package jacobian.plots.drawing;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A drawing on a white sheet under its title.
///
/// @param title above the drawing; nothing where it is blank
/// @param subtitle a quieter line under the title; nothing where it is blank
/// @param width in pixels of a screen of usual density
/// @param height as `width`
public record Figure(String title, String subtitle, int width, int height, Drawing drawing) {
    private static final double MARGIN = 14;

    /// The picture as SVG.
    public String svg() {
        var sheet = new SvgSheet();
        draw(new SvgGraphics(sheet));
        return sheet.picture(title, width, height);
    }

    /// The picture as PNG, `scale` pixels for one of [#width].
    public byte[] png(double scale) {
        int columns = (int) Math.round(width * scale);
        int rows = (int) Math.round(height * scale);
        var image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        var paper = image.createGraphics();
        try {
            paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            paper.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            paper.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            paper.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            paper.scale((double) columns / width, (double) rows / height);
            draw(paper);
        } finally {
            paper.dispose();
        }
        return png(image);
    }

    static byte[] png(BufferedImage image) {
        var out = new ByteArrayOutputStream();
        try (var memory = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", memory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write PNG into memory: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    private void draw(Graphics2D paper) {
        paper.setPaint(Theme.PAPER);
        paper.fill(new Rectangle2D.Double(0, 0, width, height));
        double top = MARGIN;
        top += line(paper, title, Theme.bold(15), top);
        paper.setPaint(Theme.QUIET);
        top += line(paper, subtitle, Theme.font(12), top);
        top += top > MARGIN ? 6 : 0;
        drawing.draw(
                paper, new Rectangle2D.Double(MARGIN, top, width - 2 * MARGIN, Math.max(1, height - top - MARGIN)));
    }

    private double line(Graphics2D paper, String text, Font font, double top) {
        if (text.isBlank()) {
            return 0;
        }
        paper.setPaint(font.isBold() ? Theme.INK : Theme.QUIET);
        double used = 0;
        for (var part : Lettering.wrapped(paper, text, font, width - 2 * MARGIN)) {
            Lettering.left(paper, part, font, MARGIN, top + used + font.getSize2D());
            used += font.getSize2D() * 1.35;
        }
        return used;
    }
}
