package jacobian.plots.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The look of all pictures: colours that colour-blind people tell apart, and that dashes and shapes repeat for those
/// who print in grey; letters of one family.
public final class Theme {
    public static final Color PAPER = Color.WHITE;
    public static final Color INK = new Color(0x22, 0x26, 0x2b);
    public static final Color QUIET = new Color(0x5c, 0x63, 0x6b);
    public static final Color GRID = new Color(0xe3, 0xe6, 0xea);

    /// Okabe and Ito (2008), without the yellow that white paper swallows; dark and light take turns.
    private static final List<Color> COLORS = List.of(
            new Color(0x00, 0x72, 0xb2),
            new Color(0xe6, 0x9f, 0x00),
            new Color(0x00, 0x7a, 0x5a),
            new Color(0xcc, 0x79, 0xa7),
            new Color(0xb5, 0x45, 0x00),
            new Color(0x56, 0xb4, 0xe9),
            new Color(0x44, 0x44, 0x44));

    private static final List<float[]> DASHES = List.of(
            new float[0], new float[] {7, 4}, new float[] {2, 3}, new float[] {9, 3, 2, 3}, new float[] {14, 4});

    private static final List<Shape> MARKERS = List.of(
            new Ellipse2D.Double(-4, -4, 8, 8),
            new Rectangle2D.Double(-3.6, -3.6, 7.2, 7.2),
            polygon(0, -4.9, 4.7, 3.5, -4.7, 3.5),
            polygon(0, -5.2, 5.2, 0, 0, 5.2, -5.2, 0),
            polygon(0, 4.9, 4.7, -3.5, -4.7, -3.5),
            polygon(
                    -4.6, -1.6, -1.6, -1.6, -1.6, -4.6, 1.6, -4.6, 1.6, -1.6, 4.6, -1.6, 4.6, 1.6, 1.6, 1.6, 1.6, 4.6,
                    -1.6, 4.6, -1.6, 1.6, -4.6, 1.6));

    /// Families of one width: a browser that has another of them sets the same lines.
    private static final List<String> FAMILIES = List.of("Arial", "Liberation Sans", "Helvetica", "Nimbus Sans");

    private static final String FAMILY = family();

    private Theme() {}

    private static String family() {
        var there = Set.copyOf(
                Arrays.asList(GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames()));
        return FAMILIES.stream().filter(there::contains).findFirst().orElse(Font.SANS_SERIF);
    }

    /// The families a browser may take for `font`.
    static String families(Font font) {
        return FAMILIES.contains(font.getFamily())
                ? "Arial, 'Liberation Sans', Helvetica, sans-serif"
                : "'DejaVu Sans', Verdana, sans-serif";
    }

    public static Font font(double size) {
        return new Font(FAMILY, Font.PLAIN, 12).deriveFont((float) size);
    }

    public static Font bold(double size) {
        return new Font(FAMILY, Font.BOLD, 12).deriveFont((float) size);
    }

    /// `font`, or one that has the letters of `text`.
    static Font fontFor(String text, Font font) {
        return font.canDisplayUpTo(text) < 0
                ? font
                : new Font(Font.SANS_SERIF, font.getStyle(), 12).deriveFont(font.getSize2D());
    }

    /// The color of series or class number `index`.
    public static Color color(int index) {
        return COLORS.get(Math.floorMod(index, COLORS.size()));
    }

    /// A solid, dashed or dotted line for series number `index`.
    public static BasicStroke line(int index, double width) {
        var dash = DASHES.get(Math.floorMod(index, DASHES.size()));
        return dash.length == 0
                ? new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    /// The shape of the points of class number `index`, around the origin.
    public static Shape marker(int index) {
        return MARKERS.get(Math.floorMod(index, MARKERS.size()));
    }

    /// `color`, which lets `1 - alpha` of what is below through.
    public static Color alpha(Color color, double alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * alpha));
    }

    /// `share` of `color` mixed into `base`.
    public static Color mix(Color base, Color color, double share) {
        return new Color(
                mix(base.getRed(), color.getRed(), share),
                mix(base.getGreen(), color.getGreen(), share),
                mix(base.getBlue(), color.getBlue(), share));
    }

    private static int mix(int base, int color, double share) {
        return (int) Math.round(base + (color - base) * share);
    }

    private static Shape polygon(double... coordinates) {
        var path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        path.closePath();
        return path;
    }
}
