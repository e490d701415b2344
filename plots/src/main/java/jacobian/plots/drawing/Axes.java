package jacobian.plots.drawing;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.ValueAxis;

/// Our axes as JFreeChart's.
final class Axes {
    private Axes() {}

    static ValueAxis of(Axis axis) {
        var made = axis.scale() == Axis.Scale.LOGARITHMIC ? new PowerAxis(axis.label()) : new RoundAxis(axis);
        made.setLabel(axis.label().isEmpty() ? null : axis.label());
        made.setLabelFont(Theme.font(12));
        made.setLabelPaint(Theme.INK);
        made.setTickLabelFont(Theme.font(11));
        made.setTickLabelPaint(Theme.QUIET);
        made.setAxisLinePaint(Theme.QUIET);
        made.setTickMarkPaint(Theme.QUIET);
        if (!Double.isNaN(axis.low())) {
            made.setRange(axis.low(), axis.high());
        }
        return made;
    }

    /// `value` to five digits, as short as that goes: 0.001, 25000, 1e-5.
    static String text(double value) {
        double size = Math.abs(value);
        var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        if (size < 1e-12) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e5) {
            return new DecimalFormat("0.####E0", symbols).format(value).replace("E", "e");
        }
        var format = new DecimalFormat("0.#", symbols);
        format.setMaximumFractionDigits(Math.max(0, 5 - (size < 1 ? 0 : (int) Math.log10(size))));
        return format.format(value);
    }
}
