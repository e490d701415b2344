package jacobian.plots.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/// What colours stand for: a bar with ticks, to the right of a picture.
///
/// @param colors the colours, from the lower end
/// @param label what is measured
/// @param ticks places in the bar, from 0 at the lower end to 1, and what stands there
public record ColorBar(ColorScale colors, String label, List<Tick> ticks) implements Drawing {
    private static final double WIDTH = 13;
    private static final int STEPS = 64;

    /// A number beside the bar.
    public record Tick(double place, String text) {}

    /// A bar from `low` to `high` with a handful of ticks at round numbers.
    public static ColorBar between(ColorScale colors, String label, double low, double high) {
        double step = step(high - low);
        var ticks = new java.util.ArrayList<Tick>();
        if (step > 0) {
            for (double at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-9; at += step) {
                double tidy = Math.rint(at / step) * step;
                ticks.add(new Tick((at - low) / (high - low), Axes.text(tidy)));
            }
        } else {
            ticks.add(new Tick(0.5, Axes.text(low)));
        }
        return new ColorBar(colors, label, List.copyOf(ticks));
    }

    /// A bar from 10^`low` to 10^`high`, on which equal factors are equal steps.
    public static ColorBar powers(ColorScale colors, String label, double low, double high) {
        var ticks = new java.util.ArrayList<Tick>();
        int every = (int) Math.ceil((high - low) / 6);
        for (int power = (int) Math.floor(low); power <= high; power++) {
            for (int digit : high - low < 2.5 ? new int[] {1, 2, 5} : new int[] {1}) {
                double at = power + Math.log10(digit);
                if (at >= low && at <= high && Math.floorMod(power, every) == 0) {
                    ticks.add(new Tick((at - low) / (high - low), Axes.text(Double.parseDouble(digit + "e" + power))));
                }
            }
        }
        return new ColorBar(colors, label, List.copyOf(ticks));
    }

    /// A step between ticks, a fifth of `range` or so.
    public static double step(double range) {
        if (!(range > 0) || Double.isInfinite(range)) {
            return 0;
        }
        double power = Math.pow(10, Math.floor(Math.log10(range / 5)));
        return Arrays.stream(new double[] {1, 2, 2.5, 5, 10})
                .map(digit -> digit * power)
                .filter(step -> range / step <= 6)
                .findFirst()
                .orElse(10 * power);
    }

    @Override
    public void draw(Graphics2D paper, Rectangle2D area) {
        double height = area.getHeight() / STEPS;
        for (int i = 0; i < STEPS; i++) {
            paper.setPaint(colors.at((i + 0.5) / STEPS));
            double overlap = i == 0 ? 0 : 0.5;
            paper.fill(new Rectangle2D.Double(area.getX(), area.getMaxY() - (i + 1) * height, WIDTH, height + overlap));
        }
        var font = Theme.font(11);
        paper.setStroke(Theme.line(0, 1));
        for (var tick : ticks) {
            double y = area.getMaxY() - tick.place() * area.getHeight();
            paper.setPaint(Theme.QUIET);
            paper.draw(new Line2D.Double(area.getX() + WIDTH, y, area.getX() + WIDTH + 4, y));
            Lettering.left(paper, tick.text(), font, area.getX() + WIDTH + 7, y + 4);
        }
        double widest = ticks.stream()
                .mapToDouble(tick -> Lettering.width(paper, tick.text(), font))
                .max()
                .orElse(0);
        paper.setPaint(Theme.INK);
        double x = Math.min(area.getX() + WIDTH + widest + 24, area.getMaxX());
        Lettering.upright(paper, label, Theme.font(12), x, area.getCenterY());
    }
}
