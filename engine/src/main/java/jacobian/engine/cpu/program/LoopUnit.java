package jacobian.engine.cpu.program;

import jacobian.engine.graph.Node;
import jacobian.engine.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A fused loop being put together: elementwise operations over one space, reductions along its rows, and
/// reductions over its outer axes.
final class LoopUnit extends Unit {
    /// How a member's value lies in the space.
    enum Place {
        /// One value for each point.
        FULL,
        /// One value for each row.
        ROW,
        /// Reduced over outer axes: known when the loop is done, of no use inside it.
        REDUCED
    }

    /// `axes[i]` is the axis of the space along which axis i of the member's own shape lies, -1 for an axis of
    /// size 1.
    record Role(Place place, int[] axes) {}

    final Shape space;
    final Map<Node, Role> roles = new LinkedHashMap<>();

    /// Axes along which row reductions run; null as long as there is none.
    @Nullable
    List<Integer> rowAxes;

    /// Axes over which outer reductions run; empty as long as there is none.
    List<Integer> reducedAxes = List.of();

    /// Whether points are numbered (random bits), so that axes must keep their order.
    boolean ordered;

    final List<Use> reads = new ArrayList<>();

    LoopUnit(Shape space) {
        this.space = space;
    }

    @Override
    List<Node> members() {
        return List.copyOf(roles.keySet());
    }

    @Override
    List<Use> reads() {
        return reads;
    }

    /// The axes of the space in the order of the loop: rows last.
    int[] order() {
        var rows = rowAxes == null ? List.<Integer>of() : rowAxes;
        var outer = IntStream.range(0, space.rank()).filter(axis -> !rows.contains(axis));
        return IntStream.concat(outer, rows.stream().mapToInt(Integer::intValue))
                .toArray();
    }

    boolean isRow(int axis) {
        return rowAxes != null && rowAxes.contains(axis);
    }

    /// Whether axes stay in their order with `rows` as the row axes.
    boolean keepsOrder(List<Integer> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) != space.rank() - rows.size() + i) {
                return false;
            }
        }
        return true;
    }

    /// Whether nothing is reduced: only then the loop can work on blocks as they come.
    boolean isMap() {
        return rowAxes == null && reducedAxes.isEmpty();
    }
}
