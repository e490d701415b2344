package jacobian.plots.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;
import org.jspecify.annotations.Nullable;

/// Lines and points over two axes, with their legend above, and what lies under and over them. Drawn by JFreeChart.
public final class Chart implements Drawing {
    private static final double BAR_ROOM = 84;
    private static final double LABEL_ROOM = 16;

    private final List<Series> series = new ArrayList<>();
    private final List<Overlay> below = new ArrayList<>();
    private final List<Overlay> above = new ArrayList<>();
    private Axis x;
    private Axis y;
    private @Nullable ColorBar bar;
    private boolean legend;

    public Chart(Axis x, Axis y) {
        this.x = x;
        this.y = y;
    }

    /// Adds points; where a name is not empty, it is in the legend.
    public Chart add(Series more) {
        series.add(more);
        legend |= !more.name().isEmpty();
        return this;
    }

    /// Adds what is drawn before all lines.
    public Chart below(Overlay overlay) {
        below.add(overlay);
        return this;
    }

    /// Adds what is drawn after all lines.
    public Chart above(Overlay overlay) {
        above.add(overlay);
        return this;
    }

    /// Explains the colours to the right of the chart.
    public Chart bar(ColorBar bar) {
        this.bar = bar;
        return this;
    }

    /// Calls the axes otherwise.
    public void label(String x, String y) {
        this.x = this.x.labelled(x);
        this.y = this.y.labelled(y);
    }

    public Axis x() {
        return x;
    }

    public Axis y() {
        return y;
    }

    /// All that was added.
    public List<Series> series() {
        return List.copyOf(series);
    }

    @Override
    public void draw(Graphics2D paper, Rectangle2D area) {
        var chart = new JFreeChart(null, Theme.font(12), plot(), false);
        chart.setBackgroundPaint(Theme.PAPER);
        chart.setPadding(new RectangleInsets(0, 0, 0, 6));
        if (legend) {
            chart.addSubtitle(legend());
        }
        var room = (Rectangle2D) area.clone();
        double reserved = bar == null ? 0 : BAR_ROOM;
        room.setRect(area.getX() + LABEL_ROOM, area.getY(), area.getWidth() - LABEL_ROOM - reserved, area.getHeight());
        var info = new ChartRenderingInfo(null);
        chart.draw(paper, room, info);
        var data = info.getPlotInfo().getDataArea();
        // JFreeChart sets turned texts as outlines; this one stays a text.
        paper.setPaint(Theme.INK);
        var label = Lettering.shortened(paper, y.label(), Theme.font(12), area.getHeight());
        Lettering.upright(paper, label, Theme.font(12), area.getX() + 12, data.getCenterY());
        if (bar != null) {
            bar.draw(
                    paper,
                    new Rectangle2D.Double(
                            area.getMaxX() - reserved + 12, data.getY(), reserved - 12, data.getHeight()));
        }
    }

    private XYPlot plot() {
        var data = new DefaultXYDataset();
        for (int i = 0; i < series.size(); i++) {
            data.addSeries(i, new double[][] {series.get(i).xs(), finite(series.get(i))});
        }
        var plot = new XYPlot(data, Axes.of(x), Axes.of(y.labelled("")), renderer());
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setAxisOffset(new RectangleInsets(0, 0, 0, 0));
        plot.setDomainGridlinesVisible(below.isEmpty());
        plot.setRangeGridlinesVisible(below.isEmpty());
        plot.setDomainGridlinePaint(Theme.GRID);
        plot.setRangeGridlinePaint(Theme.GRID);
        plot.setDomainGridlineStroke(Theme.line(0, 1));
        plot.setRangeGridlineStroke(Theme.line(0, 1));
        return plot;
    }

    /// An infinite number is a gap, as one that is none.
    private static double[] finite(Series series) {
        return Arrays.stream(series.ys())
                .map(value -> Double.isFinite(value) ? value : Double.NaN)
                .toArray();
    }

    private XYLineAndShapeRenderer renderer() {
        var renderer = new XYLineAndShapeRenderer();
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setUseOutlinePaint(true);
        boolean lines = series.stream()
                .anyMatch(each -> each.line() != null && !each.name().isEmpty());
        renderer.setLegendLine(new java.awt.geom.Line2D.Double(lines ? -16 : -5, 0, lines ? 16 : 5, 0));
        renderer.setLegendItemLabelGenerator((_, index) -> series.get(index).name());
        for (int i = 0; i < series.size(); i++) {
            var each = series.get(i);
            renderer.setSeriesPaint(i, each.color());
            renderer.setSeriesOutlinePaint(i, edge(each.color()));
            renderer.setSeriesOutlineStroke(i, Theme.line(0, 0.7));
            renderer.setSeriesLinesVisible(i, each.line() != null);
            renderer.setSeriesShapesVisible(i, each.marker() != null);
            renderer.setSeriesVisibleInLegend(i, !each.name().isEmpty());
            if (each.line() != null) {
                renderer.setSeriesStroke(i, each.line());
            }
            if (each.marker() != null) {
                renderer.setSeriesShape(i, each.marker());
            }
        }
        below.forEach(overlay -> renderer.addAnnotation(new Annotation(overlay), Layer.BACKGROUND));
        above.forEach(overlay -> renderer.addAnnotation(new Annotation(overlay), Layer.FOREGROUND));
        return renderer;
    }

    private static Color edge(Color color) {
        return ColorScale.lightness(color) > 0.9 ? Theme.QUIET : Theme.mix(color, Color.WHITE, 0.85);
    }

    private LegendTitle legend() {
        var title = new LegendTitle(plot());
        title.setPosition(RectangleEdge.TOP);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setItemFont(Theme.font(12));
        title.setItemPaint(Theme.INK);
        title.setBackgroundPaint(null);
        title.setPadding(new RectangleInsets(0, 16, 6, 0));
        title.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
        return title;
    }
}
