package jacobian.plots.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {
    private static Graph graph(int boxes, List<Graph.Arrow> arrows) {
        return new Graph(
                IntStream.range(0, boxes)
                        .mapToObj(i -> new Graph.Box(List.of("box " + i), 0, Graph.EMPTY))
                        .toList(),
                arrows,
                false);
    }

    private static GraphLayout layout(Graph graph, Random random) {
        return new GraphLayout(
                graph,
                graph.boxes().stream()
                        .map(_ -> (Rectangle2D) new Rectangle2D.Double(0, 0, 40 + random.nextInt(120), 45))
                        .toList());
    }

    @Test
    void boxes_never_overlap_and_arrows_lead_down() {
        var random = new Random(7);
        for (int trial = 0; trial < 50; trial++) {
            int count = 2 + random.nextInt(25);
            var arrows = new ArrayList<Graph.Arrow>();
            for (int to = 1; to < count; to++) {
                for (int each = random.nextInt(3); each >= 0; each--) {
                    var arrow = new Graph.Arrow(random.nextInt(to), to);
                    if (!arrows.contains(arrow)) {
                        arrows.add(arrow);
                    }
                }
            }
            var layout = layout(graph(count, arrows), random);
            for (int i = 0; i < count; i++) {
                var box = layout.box(i);
                assertThat(box.getMinX()).isGreaterThan(-1e-6);
                assertThat(box.getMaxX()).isLessThan(layout.width() + 1e-6);
                assertThat(box.getMaxY()).isLessThan(layout.height() + 1e-6);
                for (int j = 0; j < i; j++) {
                    assertThat(box.intersects(layout.box(j)))
                            .as(i + " over " + j)
                            .isFalse();
                }
            }
            for (var arrow : arrows) {
                assertThat(layout.box(arrow.to()).getMinY())
                        .isGreaterThan(layout.box(arrow.from()).getMaxY());
            }
        }
    }

    @Test
    void an_arrow_over_several_layers_passes_beside_their_boxes() {
        var arrows =
                List.of(new Graph.Arrow(0, 1), new Graph.Arrow(1, 2), new Graph.Arrow(2, 3), new Graph.Arrow(0, 3));
        var layout = layout(graph(4, arrows), new Random(1));
        for (var point : layout.way(arrows.getLast())) {
            for (int passed : new int[] {1, 2}) {
                assertThat(layout.box(passed).contains(point)).isFalse();
            }
        }
        assertThat(layout.way(arrows.getLast())).hasSize(8);
    }

    @Test
    void a_chain_stands_in_one_column() {
        var layout = layout(graph(3, List.of(new Graph.Arrow(0, 1), new Graph.Arrow(1, 2))), new Random(2));
        assertThat(layout.box(1).getCenterX()).isEqualTo(layout.box(0).getCenterX());
        assertThat(layout.box(2).getCenterX()).isEqualTo(layout.box(0).getCenterX());
    }
}
