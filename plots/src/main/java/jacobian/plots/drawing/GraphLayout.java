package jacobian.plots.drawing;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Places for the boxes of a graph without cycles, in layers from top to bottom (after Sugiyama, Tagawa and Toda 1981):
/// a box stands below all that lead to it; in a layer the boxes are sorted by the middle of their neighbours, which
/// keeps arrows from crossing; arrows over several layers pass between the boxes of those.
///
/// ELK and Graphviz do more, with megabytes of libraries or a program to install; networks are nearly chains.
final class GraphLayout {
    private static final double GAP = 22;
    private static final double LAYER_GAP = 30;
    private static final int SWEEPS = 8;

    /// A box, or a bend of an arrow that passes its layer.
    private static final class Vertex {
        final double width;
        final double height;
        final List<Vertex> above = new ArrayList<>();
        final List<Vertex> below = new ArrayList<>();
        double x;
        double y;
        double top;
        double bottom;

        Vertex(double width, double height) {
            this.width = width;
            this.height = height;
        }
    }

    private final List<Vertex> boxes = new ArrayList<>();
    private final List<List<Vertex>> layers = new ArrayList<>();
    private final Map<Graph.Arrow, List<Vertex>> bends = new HashMap<>();
    private double width;
    private double height;

    /// @param sizes of the boxes of `graph`
    GraphLayout(Graph graph, List<Rectangle2D> sizes) {
        sizes.forEach(size -> boxes.add(new Vertex(size.getWidth(), size.getHeight())));
        int[] ranks = ranks(graph);
        for (int i = 0; i < boxes.size(); i++) {
            layer(ranks[i]).add(boxes.get(i));
        }
        for (var arrow : graph.arrows()) {
            connect(arrow, ranks);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sort(sweep % 2 == 0);
        }
        place();
    }

    private List<Vertex> layer(int rank) {
        while (layers.size() <= rank) {
            layers.add(new ArrayList<>());
        }
        return layers.get(rank);
    }

    /// The longest way from a box to which nothing leads; such a box stands right above what it leads to.
    private static int[] ranks(Graph graph) {
        int count = graph.boxes().size();
        if (graph.stacked()) {
            return IntStream.range(0, count).toArray();
        }
        var ranks = new int[count];
        var entered = new boolean[count];
        var arrows = graph.arrows().stream()
                .sorted(Comparator.comparingInt(Graph.Arrow::from))
                .toList();
        for (var arrow : arrows) {
            ranks[arrow.to()] = Math.max(ranks[arrow.to()], ranks[arrow.from()] + 1);
            entered[arrow.to()] = true;
        }
        for (int i = 0; i < count; i++) {
            int box = i;
            if (!entered[i]) {
                graph.arrows().stream()
                        .filter(arrow -> arrow.from() == box)
                        .mapToInt(arrow -> ranks[arrow.to()] - 1)
                        .min()
                        .ifPresent(rank -> ranks[box] = rank);
            }
        }
        return ranks;
    }

    private void connect(Graph.Arrow arrow, int[] ranks) {
        var way = new ArrayList<Vertex>();
        var last = boxes.get(arrow.from());
        for (int rank = ranks[arrow.from()] + 1; rank < ranks[arrow.to()]; rank++) {
            var bend = new Vertex(6, 0);
            layer(rank).add(bend);
            join(last, bend);
            way.add(bend);
            last = bend;
        }
        join(last, boxes.get(arrow.to()));
        bends.put(arrow, way);
    }

    private static void join(Vertex upper, Vertex lower) {
        upper.below.add(lower);
        lower.above.add(upper);
    }

    /// Sorts each layer by the places of its neighbours in the layer before it.
    private void sort(boolean down) {
        for (int step = 1; step < layers.size(); step++) {
            int index = down ? step : layers.size() - 1 - step;
            var before = layers.get(down ? index - 1 : index + 1);
            var places = new HashMap<Vertex, Integer>();
            for (int i = 0; i < before.size(); i++) {
                places.put(before.get(i), i);
            }
            var layer = layers.get(index);
            var keys = new HashMap<Vertex, Double>();
            for (int i = 0; i < layer.size(); i++) {
                var vertex = layer.get(i);
                keys.put(
                        vertex,
                        (down ? vertex.above : vertex.below)
                                .stream()
                                        .mapToInt(each -> places.getOrDefault(each, 0))
                                        .average()
                                        .orElse(i));
            }
            layer.sort(Comparator.comparingDouble(keys::get));
        }
    }

    private void place() {
        double y = 0;
        for (var layer : layers) {
            double tallest =
                    layer.stream().mapToDouble(each -> each.height).max().orElse(0);
            double x = 0;
            for (var vertex : layer) {
                vertex.x = x + vertex.width / 2;
                vertex.y = y + tallest / 2;
                vertex.top = y;
                vertex.bottom = y + tallest;
                x += vertex.width + GAP;
            }
            y += tallest + LAYER_GAP;
        }
        height = Math.max(0, y - LAYER_GAP);
        for (int sweep = 0; sweep < 4 * SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int step = 0; step < layers.size(); step++) {
                pull(layers.get(down ? step : layers.size() - 1 - step), down);
            }
        }
        double left = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(each -> each.x - each.width / 2)
                .min()
                .orElse(0);
        layers.forEach(layer -> layer.forEach(each -> each.x -= left));
        width = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(each -> each.x + each.width / 2)
                .max()
                .orElse(0);
    }

    /// Moves each vertex of `layer` to the middle of its neighbours, as far as the others let it: they share the
    /// shift that keeps them apart.
    private static void pull(List<Vertex> layer, boolean down) {
        int count = layer.size();
        var wish = new double[count];
        for (int i = 0; i < count; i++) {
            var vertex = layer.get(i);
            var near = down ? vertex.above : vertex.below;
            wish[i] = near.stream().mapToDouble(each -> each.x).average().orElse(vertex.x);
        }
        // Neighbours that would overlap become one block at the mean of what they want.
        var offset = new double[count];
        for (int i = 1; i < count; i++) {
            offset[i] = offset[i - 1] + (layer.get(i - 1).width + layer.get(i).width) / 2 + GAP;
        }
        var blocks = new ArrayList<double[]>();
        for (int i = 0; i < count; i++) {
            blocks.add(new double[] {wish[i] - offset[i], 1});
            while (blocks.size() > 1 && blocks.get(blocks.size() - 2)[0] > blocks.getLast()[0]) {
                var last = blocks.removeLast();
                var before = blocks.getLast();
                before[0] = (before[0] * before[1] + last[0] * last[1]) / (before[1] + last[1]);
                before[1] += last[1];
            }
        }
        int at = 0;
        for (var block : blocks) {
            for (int i = 0; i < block[1]; i++, at++) {
                layer.get(at).x = block[0] + offset[at];
            }
        }
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /// Where box `index` stands.
    Rectangle2D box(int index) {
        var vertex = boxes.get(index);
        return new Rectangle2D.Double(
                vertex.x - vertex.width / 2, vertex.y - vertex.height / 2, vertex.width, vertex.height);
    }

    /// From the bottom of one box to the top of the other: straight through its layer, bent to the next one, in turns.
    List<Point2D> way(Graph.Arrow arrow) {
        var from = boxes.get(arrow.from());
        var to = boxes.get(arrow.to());
        var points = new ArrayList<Point2D>();
        points.add(new Point2D.Double(from.x, from.y + from.height / 2));
        points.add(new Point2D.Double(from.x, from.bottom));
        for (var bend : bends.getOrDefault(arrow, List.of())) {
            points.add(new Point2D.Double(bend.x, bend.top));
            points.add(new Point2D.Double(bend.x, bend.bottom));
        }
        points.add(new Point2D.Double(to.x, to.top));
        points.add(new Point2D.Double(to.x, to.y - to.height / 2));
        return points;
    }
}
