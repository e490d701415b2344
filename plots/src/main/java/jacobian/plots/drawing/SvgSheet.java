package jacobian.plots.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text of an SVG picture while it grows. Coordinates have two digits behind the point.
final class SvgSheet {
    /// Stands for the name of the picture in the names of its clips until the picture is whole: several pictures may
    /// stand in one page, where names must differ.
    private static final String PICTURE = "\u0001";

    /// Measures letters.
    private static final Graphics2D PAPER = paper();

    private final StringBuilder body = new StringBuilder();
    private final Map<String, String> clips = new LinkedHashMap<>();

    /// How a text is set.
    ///
    /// @param width as measured; the browser keeps it
    record Letters(Font font, double width, Color color, double alpha) {}

    private static Graphics2D paper() {
        var paper = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
        paper.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        paper.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return paper;
    }

    FontMetrics metrics(Font font) {
        synchronized (PAPER) {
            return PAPER.getFontMetrics(font);
        }
    }

    /// The attributes of a filled shape.
    static String fill(Color color, double alpha) {
        return " fill=\"" + hex(color) + '"' + opacity("fill-opacity", color, alpha);
    }

    /// The attributes of a line.
    static String stroke(BasicStroke stroke, Color color, double alpha, double scale) {
        var text = new StringBuilder(" fill=\"none\" stroke=\"" + hex(color) + '"');
        text.append(opacity("stroke-opacity", color, alpha));
        text.append(" stroke-width=\"")
                .append(number(stroke.getLineWidth() * scale))
                .append('"');
        if (stroke.getDashArray() != null) {
            var dashes = new StringBuilder();
            for (float dash : stroke.getDashArray()) {
                dashes.append(dashes.isEmpty() ? "" : " ").append(number(dash * scale));
            }
            text.append(" stroke-dasharray=\"").append(dashes).append('"');
        }
        if (stroke.getEndCap() == BasicStroke.CAP_ROUND) {
            text.append(" stroke-linecap=\"round\"");
        }
        if (stroke.getLineJoin() == BasicStroke.JOIN_ROUND) {
            text.append(" stroke-linejoin=\"round\"");
        }
        return text.toString();
    }

    void shape(Shape shape, AffineTransform transform, String attributes, @Nullable Area clip) {
        var geometry = geometry(shape, transform);
        if (!geometry.isEmpty() && (clip == null || !clip.isEmpty())) {
            var box = transform.createTransformedShape(shape).getBounds2D();
            body.append('<').append(geometry).append(attributes);
            body.append(clip == null || inside(box, clip) ? "" : clipped(clip)).append("/>\n");
        }
    }

    /// Whether `clip` need not be told; half a pixel does not matter.
    private static boolean inside(Rectangle2D box, Area clip) {
        var room = clip.getBounds2D();
        return clip.isRectangular()
                && box.getMinX() >= room.getMinX() - 0.5
                && box.getMinY() >= room.getMinY() - 0.5
                && box.getMaxX() <= room.getMaxX() + 0.5
                && box.getMaxY() <= room.getMaxY() + 0.5;
    }

    private static String geometry(Shape shape, AffineTransform transform) {
        boolean upright =
                (transform.getType() & ~(AffineTransform.TYPE_TRANSLATION | AffineTransform.TYPE_UNIFORM_SCALE)) == 0;
        if (upright && shape instanceof Rectangle2D) {
            var box = transform.createTransformedShape(shape).getBounds2D();
            return "rect x=\"" + number(box.getX()) + "\" y=\"" + number(box.getY()) + "\" width=\""
                    + number(box.getWidth()) + "\" height=\"" + number(box.getHeight()) + '"';
        }
        if (upright && shape instanceof Ellipse2D round) {
            var box = transform.createTransformedShape(round.getFrame()).getBounds2D();
            return "ellipse cx=\"" + number(box.getCenterX()) + "\" cy=\"" + number(box.getCenterY()) + "\" rx=\""
                    + number(box.getWidth() / 2) + "\" ry=\"" + number(box.getHeight() / 2) + '"';
        }
        var path = path(shape, transform);
        return path.isEmpty() ? "" : "path d=\"" + path + '"';
    }

    private static String path(Shape shape, @Nullable AffineTransform transform) {
        var text = new StringBuilder();
        var at = new double[6];
        for (var parts = shape.getPathIterator(transform); !parts.isDone(); parts.next()) {
            switch (parts.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> append(text, 'M', at, 2);
                case PathIterator.SEG_LINETO -> append(text, 'L', at, 2);
                case PathIterator.SEG_QUADTO -> append(text, 'Q', at, 4);
                case PathIterator.SEG_CUBICTO -> append(text, 'C', at, 6);
                default -> text.append('Z');
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, char command, double[] at, int count) {
        text.append(command);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(number(at[i]));
        }
    }

    void text(String text, double x, double y, Letters letters, AffineTransform transform) {
        if (text.isBlank()) {
            return;
        }
        var font = letters.font();
        boolean moved = (transform.getType() & ~AffineTransform.TYPE_TRANSLATION) == 0;
        double left = moved ? x + transform.getTranslateX() : x;
        double base = moved ? y + transform.getTranslateY() : y;
        body.append("<text x=\"").append(number(left)).append("\" y=\"").append(number(base));
        body.append("\" font-family=\"").append(Theme.families(font));
        body.append("\" font-size=\"").append(number(font.getSize2D())).append('"');
        body.append(font.isBold() ? " font-weight=\"bold\"" : "");
        body.append(fill(letters.color(), letters.alpha()));
        body.append(" textLength=\"").append(number(letters.width())).append("\" xml:space=\"preserve\"");
        body.append(moved ? "" : matrix(transform));
        body.append('>').append(escaped(text)).append("</text>\n");
    }

    void image(BufferedImage image, AffineTransform transform, @Nullable Area clip) {
        body.append("<image width=\"")
                .append(image.getWidth())
                .append("\" height=\"")
                .append(image.getHeight());
        body.append("\" preserveAspectRatio=\"none\"").append(matrix(transform));
        // Few pixels are data, and stay squares; many are a surface, and are smooth.
        body.append(image.getWidth() < SMOOTH ? " style=\"image-rendering:pixelated\"" : "");
        body.append(clip == null ? "" : clipped(new Area(inverse(transform).createTransformedShape(clip))));
        body.append(" href=\"data:image/png;base64,");
        body.append(Base64.getEncoder().encodeToString(Figure.png(image))).append("\"/>\n");
    }

    /// From this width on an image is smoothed where it is enlarged.
    static final int SMOOTH = 100;

    private static AffineTransform inverse(AffineTransform transform) {
        try {
            return transform.createInverse();
        } catch (java.awt.geom.NoninvertibleTransformException e) {
            return new AffineTransform();
        }
    }

    private static String matrix(AffineTransform transform) {
        var cells = new double[6];
        transform.getMatrix(cells);
        var text = new StringBuilder(" transform=\"matrix(");
        for (int i = 0; i < cells.length; i++) {
            text.append(i == 0 ? "" : " ").append(i < 4 ? factor(cells[i]) : number(cells[i]));
        }
        return text.append(")\"").toString();
    }

    private String clipped(Area clip) {
        var name = clips.computeIfAbsent(path(clip, null), _ -> PICTURE + clips.size());
        return " clip-path=\"url(#" + name + ")\"";
    }

    /// The whole picture.
    String picture(String title, int width, int height) {
        var text = new StringBuilder();
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
        text.append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ');
        text.append(height).append("\" role=\"img\">\n");
        text.append(title.isBlank() ? "" : "<title>" + escaped(title) + "</title>\n");
        clips.forEach((path, name) -> text.append("<clipPath id=\"")
                .append(name)
                .append("\"><path d=\"")
                .append(path)
                .append("\"/></clipPath>\n"));
        text.append(body).append("</svg>\n");
        var id = "p" + Integer.toHexString(text.toString().hashCode()) + '-';
        return text.toString().replace(PICTURE, id);
    }

    // ---- numbers and letters ----

    private static String hex(Color color) {
        return "#%06x".formatted(color.getRGB() & 0xffffff);
    }

    private static String opacity(String name, Color color, double alpha) {
        double opacity = alpha * color.getAlpha() / 255;
        return opacity >= 1 ? "" : ' ' + name + "=\"" + number(opacity) + '"';
    }

    static String number(double value) {
        return plain(Math.round(value * 100), 2);
    }

    private static String factor(double value) {
        return plain(Math.round(value * 1_000_000), 6);
    }

    /// `value / 10^digits` without zeros at the end.
    private static String plain(long value, int digits) {
        return java.math.BigDecimal.valueOf(value, digits).stripTrailingZeros().toPlainString();
    }

    private static String escaped(String text) {
        var safe = new StringBuilder();
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                default -> safe.appendCodePoint(isLetter(letter) ? letter : 0xfffd);
            }
        });
        return safe.toString();
    }

    /// Whether XML 1.0 may hold it.
    private static boolean isLetter(int letter) {
        return letter == '\t'
                || letter == '\n'
                || letter == '\r'
                || (letter >= 0x20 && letter <= 0xd7ff)
                || (letter >= 0xe000 && letter <= 0xfffd)
                || letter >= 0x10000;
    }
}
