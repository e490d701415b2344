package jacobian.plots.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.ui.RectangleEdge;

/// A straight axis with a handful of ticks at round numbers, all written with as many digits.
@SuppressWarnings("serial") // never serialized
final class RoundAxis extends NumberAxis {
    private static final double ALONG = 68;
    private static final double UPWARDS = 36;

    private final boolean whole;

    RoundAxis(Axis axis) {
        super(axis.label());
        whole = axis.scale() == Axis.Scale.WHOLE;
        setAutoRangeIncludesZero(false);
        if (whole) {
            setAutoRangeMinimumSize(2);
        }
    }

    @Override
    protected void selectAutoTickUnit(Graphics2D paper, Rectangle2D area, RectangleEdge edge) {
        boolean along = RectangleEdge.isTopOrBottom(edge);
        double ticks = Math.max(2, along ? area.getWidth() / ALONG : area.getHeight() / UPWARDS);
        double step = step(getRange().getLength() / ticks);
        setTickUnit(new NumberTickUnit(step, format(step)), false, false);
    }

    /// 1, 2 or 5 times a power of ten, `least` or more.
    private double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double step = 10 * power;
        for (double digit : new double[] {5, 2, 1}) {
            step = digit * power >= least * 0.999 ? digit * power : step;
        }
        return whole ? Math.max(1, Math.rint(step)) : step;
    }

    private DecimalFormat format(double step) {
        double largest = Math.max(
                Math.abs(getRange().getLowerBound()), Math.abs(getRange().getUpperBound()));
        var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setExponentSeparator("e");
        if (largest >= 1e6 || step < 1e-5) {
            return new DecimalFormat("0.###E0", symbols);
        }
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step * 1.001)));
        return new DecimalFormat("0" + (digits > 0 ? "." + "0".repeat(digits) : ""), symbols);
    }
}
