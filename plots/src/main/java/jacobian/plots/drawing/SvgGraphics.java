package jacobian.plots.drawing;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.text.AttributedCharacterIterator;
import org.jspecify.annotations.Nullable;

/// Paper that becomes SVG: what is drawn is written down as shapes, letters stay letters.
///
/// JFreeSVG would do it under the GPL, VectorGraphics2D rests since 2019, and Batik brings eight jars. Texts keep the
/// width they have been measured with, whatever font the browser takes.
final class SvgGraphics extends PlainGraphics {
    private final SvgSheet sheet;
    private AffineTransform transform = new AffineTransform();
    private Color color = Color.BLACK;
    private Color background = Color.WHITE;
    private Stroke stroke = new BasicStroke();
    private Font font = Theme.font(12);
    private double alpha = 1;
    private @Nullable Area clip;

    SvgGraphics(SvgSheet sheet) {
        this.sheet = sheet;
    }

    @Override
    public Graphics create() {
        var copy = new SvgGraphics(sheet);
        copy.transform = new AffineTransform(transform);
        copy.color = color;
        copy.background = background;
        copy.stroke = stroke;
        copy.font = font;
        copy.alpha = alpha;
        copy.clip = clip;
        return copy;
    }

    // ---- what is drawn ----

    @Override
    public void draw(Shape shape) {
        if (stroke instanceof BasicStroke basic) {
            sheet.shape(shape, transform, SvgSheet.stroke(basic, color, alpha, scale()), clip);
        } else {
            fill(stroke.createStrokedShape(shape));
        }
    }

    @Override
    public void fill(Shape shape) {
        sheet.shape(shape, transform, SvgSheet.fill(color, alpha), clip);
    }

    @Override
    public void drawString(String text, float x, float y) {
        var known = Theme.fontFor(text, font);
        var metrics = sheet.metrics(known);
        sheet.text(text, x, y, new SvgSheet.Letters(known, metrics.stringWidth(text), color, alpha), transform);
    }

    @Override
    public void drawString(AttributedCharacterIterator text, float x, float y) {
        new TextLayout(text, getFontRenderContext()).draw(this, x, y);
    }

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        fill(glyphs.getOutline(x, y));
    }

    @Override
    public boolean drawImage(Image image, AffineTransform place, @Nullable ImageObserver observer) {
        var total = new AffineTransform(transform);
        total.concatenate(place);
        sheet.image((BufferedImage) image, total, clip);
        return true;
    }

    private double scale() {
        return Math.sqrt(Math.abs(transform.getDeterminant()));
    }

    // ---- the state ----

    @Override
    public void setPaint(@Nullable Paint paint) {
        if (paint instanceof Color given) {
            color = given;
        }
    }

    @Override
    public Color getColor() {
        return color;
    }

    @Override
    public Color getBackground() {
        return background;
    }

    @Override
    public void setBackground(Color color) {
        background = color;
    }

    @Override
    public Stroke getStroke() {
        return stroke;
    }

    @Override
    public void setStroke(Stroke stroke) {
        this.stroke = stroke;
    }

    @Override
    public Font getFont() {
        return font;
    }

    @Override
    public void setFont(@Nullable Font font) {
        if (font != null) {
            this.font = font;
        }
    }

    @Override
    public AlphaComposite getComposite() {
        return AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) alpha);
    }

    @Override
    public void setComposite(java.awt.Composite composite) {
        alpha = composite instanceof AlphaComposite known ? known.getAlpha() : 1;
    }

    @Override
    public java.awt.FontMetrics getFontMetrics(Font font) {
        return sheet.metrics(font);
    }

    @Override
    public AffineTransform getTransform() {
        return new AffineTransform(transform);
    }

    @Override
    public void setTransform(AffineTransform transform) {
        this.transform = new AffineTransform(transform);
    }

    @Override
    public void transform(AffineTransform more) {
        transform.concatenate(more);
    }

    @Override
    public void clip(@Nullable Shape shape) {
        if (shape == null) {
            clip = null;
            return;
        }
        var more = new Area(transform.createTransformedShape(shape));
        if (clip != null) {
            more.intersect(clip);
        }
        clip = more;
    }

    @Override
    public void setClip(@Nullable Shape shape) {
        clip = shape == null ? null : new Area(transform.createTransformedShape(shape));
    }

    @Override
    public @Nullable Shape getClip() {
        if (clip == null) {
            return null;
        }
        try {
            return transform.createInverse().createTransformedShape(clip);
        } catch (java.awt.geom.NoninvertibleTransformException e) {
            return new Rectangle2D.Double();
        }
    }

    @Override
    public @Nullable Rectangle getClipBounds() {
        var shape = getClip();
        return shape == null ? null : shape.getBounds();
    }
}
