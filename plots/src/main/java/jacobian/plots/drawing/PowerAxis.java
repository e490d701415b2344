package jacobian.plots.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/// A logarithmic axis whose labels are powers of ten; between near ones 2 and 5 stand too, and where there is no
/// power in sight, round numbers.
@SuppressWarnings("serial") // never serialized
final class PowerAxis extends LogAxis {
    private static final int MOST = 8;

    PowerAxis(String label) {
        super(label);
        setSmallestValue(1e-300);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D paper, AxisState state, Rectangle2D area, RectangleEdge edge) {
        var ticks = new ArrayList<NumberTick>();
        double low = getRange().getLowerBound();
        double high = getRange().getUpperBound();
        double decades = Math.log10(high / low);
        if (decades < 0.7) {
            double step = ColorBar.step(high - low);
            for (double at = Math.ceil(low / step) * step; step > 0 && at <= high; at += step) {
                ticks.add(tick(Math.rint(at / step) * step, true, edge));
            }
            return ticks;
        }
        int every = (int) Math.ceil(decades / MOST);
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (int digit = 1; digit <= 9; digit++) {
                double value = Double.parseDouble(digit + "e" + power);
                boolean round = digit == 1 || (decades < 2.2 && (digit == 2 || digit == 5));
                boolean labelled = round && Math.floorMod(power, every) == 0;
                if (value >= low && value <= high && (labelled || every == 1)) {
                    ticks.add(tick(value, labelled, edge));
                }
            }
        }
        return ticks;
    }

    private static NumberTick tick(double value, boolean labelled, RectangleEdge edge) {
        var anchor = RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        return new NumberTick(
                labelled ? TickType.MAJOR : TickType.MINOR,
                value,
                labelled ? Axes.text(value) : "",
                anchor,
                TextAnchor.CENTER,
                0);
    }
}
