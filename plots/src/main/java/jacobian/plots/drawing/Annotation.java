package jacobian.plots.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

/// An overlay as JFreeChart takes it.
@SuppressWarnings("serial") // never serialized
final class Annotation extends AbstractXYAnnotation {
    private final Overlay overlay;

    Annotation(Overlay overlay) {
        this.overlay = overlay;
    }

    @Override
    public void draw(
            Graphics2D paper,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis x,
            ValueAxis y,
            int index,
            @Nullable PlotRenderingInfo info) {
        overlay.draw(
                paper,
                new Overlay.Place(
                        area,
                        value -> x.valueToJava2D(value, area, plot.getDomainAxisEdge()),
                        value -> y.valueToJava2D(value, area, plot.getRangeAxisEdge())));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Annotation same && same.overlay.equals(overlay);
    }

    @Override
    public int hashCode() {
        return overlay.hashCode();
    }
}
