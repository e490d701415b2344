package jacobian.plots.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/// A graph on paper: from top to bottom, as large as it is, or smaller where there is no room.
public final class GraphPicture implements Drawing {
    private static final Font NAME = Theme.bold(12);
    private static final Font LINE = Theme.font(11);
    private static final double PAD = 10;
    private static final double STEP = 15;
    private static final double HEAD = 8;
    private static final double FRAME_TOP = 26;
    private static final double LONGEST = 320;

    private final Graph graph;
    private final GraphLayout layout;
    private final List<GraphPicture> inside = new ArrayList<>();

    public GraphPicture(Graph graph) {
        this.graph = graph;
        var sizes = new ArrayList<Rectangle2D>();
        var paper = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
        for (var box : graph.boxes()) {
            var inner = new GraphPicture(box.inside());
            inside.add(inner);
            double widest = PAD;
            for (int i = 0; i < box.lines().size(); i++) {
                double width = Lettering.width(paper, box.lines().get(i), i == 0 ? NAME : LINE);
                widest = Math.max(widest, Math.min(LONGEST, width));
            }
            sizes.add(
                    box.isFrame()
                            ? new Rectangle2D.Double(
                                    0, 0, Math.max(inner.width(), widest) + 2 * PAD, inner.height() + FRAME_TOP + PAD)
                            : new Rectangle2D.Double(
                                    0, 0, widest + 2 * PAD, box.lines().size() * STEP + PAD));
        }
        layout = new GraphLayout(graph, sizes);
    }

    public double width() {
        return layout.width();
    }

    public double height() {
        return layout.height();
    }

    @Override
    public void draw(Graphics2D paper, Rectangle2D area) {
        double scale = Math.min(1, Math.min(area.getWidth() / width(), area.getHeight() / height()));
        var before = paper.getTransform();
        paper.translate(area.getCenterX() - scale * width() / 2, area.getY());
        paper.scale(scale, scale);
        draw(paper);
        paper.setTransform(before);
    }

    private void draw(Graphics2D paper) {
        for (int i = 0; i < graph.boxes().size(); i++) {
            var box = graph.boxes().get(i);
            var place = layout.box(i);
            if (box.isFrame()) {
                frame(paper, box, place, inside.get(i));
            } else {
                box(paper, box, place);
            }
        }
        graph.arrows().forEach(arrow -> arrow(paper, layout.way(arrow)));
    }

    private static void frame(Graphics2D paper, Graph.Box box, Rectangle2D place, GraphPicture inner) {
        var round = round(place, 12);
        paper.setPaint(new Color(0xf4, 0xf6, 0xf8));
        paper.fill(round);
        paper.setPaint(Theme.QUIET);
        paper.setStroke(new BasicStroke(1.1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 3}, 0));
        paper.draw(round);
        paper.setPaint(Theme.INK);
        var name = Lettering.shortened(paper, box.lines().getFirst(), NAME, place.getWidth() - 2 * PAD);
        Lettering.left(paper, name, NAME, place.getX() + PAD, place.getY() + 17);
        var before = paper.getTransform();
        paper.translate(place.getCenterX() - inner.width() / 2, place.getY() + FRAME_TOP);
        inner.draw(paper);
        paper.setTransform(before);
    }

    private static void box(Graphics2D paper, Graph.Box box, Rectangle2D place) {
        var color = Theme.color(box.kind());
        var round = round(place, 8);
        paper.setPaint(Theme.mix(Color.WHITE, color, 0.14));
        paper.fill(round);
        paper.setPaint(color);
        paper.setStroke(new BasicStroke(1.3f));
        paper.draw(round);
        for (int i = 0; i < box.lines().size(); i++) {
            var font = i == 0 ? NAME : LINE;
            paper.setPaint(i == 0 ? Theme.INK : Theme.QUIET);
            var line = Lettering.shortened(paper, box.lines().get(i), font, place.getWidth() - PAD);
            Lettering.center(paper, line, font, place.getCenterX(), place.getY() + (i + 1) * STEP + 1);
        }
    }

    private static RoundRectangle2D round(Rectangle2D place, double arc) {
        return new RoundRectangle2D.Double(place.getX(), place.getY(), place.getWidth(), place.getHeight(), arc, arc);
    }

    private static void arrow(Graphics2D paper, List<Point2D> way) {
        var end = way.getLast();
        var path = new Path2D.Double();
        path.moveTo(way.getFirst().getX(), way.getFirst().getY());
        for (int i = 1; i < way.size(); i++) {
            var from = way.get(i - 1);
            var to = way.get(i);
            // The head of the arrow takes the last part of a bend, too.
            boolean near = i >= way.size() - 2 && to.getY() > end.getY() - HEAD;
            double y = near ? end.getY() - HEAD : to.getY();
            if (i % 2 == 1) {
                path.lineTo(to.getX(), y);
            } else {
                double middle = (from.getY() + y) / 2;
                path.curveTo(from.getX(), middle, to.getX(), middle, to.getX(), y);
            }
        }
        paper.setPaint(Theme.QUIET);
        paper.setStroke(new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        paper.draw(path);
        var head = new Path2D.Double();
        head.moveTo(end.getX(), end.getY());
        head.lineTo(end.getX() - 4, end.getY() - HEAD);
        head.lineTo(end.getX() + 4, end.getY() - HEAD);
        head.closePath();
        paper.fill(head);
    }
}
