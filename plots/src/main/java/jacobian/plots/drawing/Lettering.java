package jacobian.plots.drawing;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/// Sets texts: to the left of, to the right of or around a point; shortened or broken where there is no room.
final class Lettering {
    private static final String MORE = "\u2026";

    private Lettering() {}

    static double width(Graphics2D paper, String text, Font font) {
        var known = Theme.fontFor(text, font);
        return known.getStringBounds(text, paper.getFontRenderContext()).getWidth();
    }

    /// Begins at `x`, on the base line `y`.
    static void left(Graphics2D paper, String text, Font font, double x, double y) {
        paper.setFont(Theme.fontFor(text, font));
        paper.drawString(text, (float) x, (float) y);
    }

    /// Ends at `x`.
    static void right(Graphics2D paper, String text, Font font, double x, double y) {
        left(paper, text, font, x - width(paper, text, font), y);
    }

    /// Has its middle at `x`.
    static void center(Graphics2D paper, String text, Font font, double x, double y) {
        left(paper, text, font, x - width(paper, text, font) / 2, y);
    }

    /// Turned by a quarter to the left, its middle at (`x`, `y`), `x` on the base line.
    static void upright(Graphics2D paper, String text, Font font, double x, double y) {
        turned(paper, -Math.PI / 2, x, y, () -> center(paper, text, font, 0, 0));
    }

    /// Turned by an eighth to the left, ending at (`x`, `y`).
    static void slanted(Graphics2D paper, String text, Font font, double x, double y) {
        turned(paper, -Math.PI / 4, x, y, () -> right(paper, text, font, 0, 0));
    }

    private static void turned(Graphics2D paper, double angle, double x, double y, Runnable text) {
        var before = paper.getTransform();
        paper.translate(x, y);
        paper.rotate(angle);
        text.run();
        paper.setTransform(before);
    }

    /// `text`, its end left out where it is wider than `room`.
    static String shortened(Graphics2D paper, String text, Font font, double room) {
        if (width(paper, text, font) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(paper, text.substring(0, end) + MORE, font) > room) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + MORE;
    }

    /// `text` in lines of at most `room`, broken between words.
    static List<String> wrapped(Graphics2D paper, String text, Font font, double room) {
        var lines = new ArrayList<String>();
        var line = "";
        for (var word : text.split("\\s+")) {
            var longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(paper, longer, font) > room) {
                lines.add(line);
                longer = word;
            }
            line = shortened(paper, longer, font, room);
        }
        lines.add(line);
        return lines;
    }
}
