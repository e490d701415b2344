package jacobian.plots.drawing;

import java.awt.geom.Path2D;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lines of equal height over a grid of heights, by marching squares.
public final class Contours {
    private final double[] xs;
    private final double[] ys;
    private final double[][] heights;

    /// A place on the edge of a cell: the edge from (row, column) to its neighbour on the right or below.
    private record Edge(int row, int column, boolean down) {}

    /// @param heights one row for each of `ys`, one column for each of `xs`; a number that is not finite is a hole
    public Contours(double[] xs, double[] ys, double[][] heights) {
        this.xs = xs;
        this.ys = ys;
        this.heights = heights;
    }

    /// The line at `level` in the coordinates of the grid, in as few pieces as there are.
    public Path2D at(double level) {
        var neighbours = new HashMap<Edge, List<Edge>>();
        for (int row = 0; row < ys.length - 1; row++) {
            for (int column = 0; column < xs.length - 1; column++) {
                cell(row, column, level, neighbours);
            }
        }
        var path = new Path2D.Double();
        // Open lines from their ends first; what is left are rings.
        for (int degree = 1; degree <= 2; degree++) {
            for (var start : List.copyOf(neighbours.keySet())) {
                if (neighbours.getOrDefault(start, List.of()).size() == degree) {
                    append(path, walk(start, neighbours), level);
                }
            }
        }
        return path;
    }

    private void cell(int row, int column, double level, Map<Edge, List<Edge>> neighbours) {
        double a = heights[row][column];
        double b = heights[row][column + 1];
        double c = heights[row + 1][column + 1];
        double d = heights[row + 1][column];
        if (!Double.isFinite(a + b + c + d)) {
            return;
        }
        var crossed = new ArrayList<Edge>(4);
        cross(a, b, level, new Edge(row, column, false), crossed);
        cross(b, c, level, new Edge(row, column + 1, true), crossed);
        cross(d, c, level, new Edge(row + 1, column, false), crossed);
        cross(a, d, level, new Edge(row, column, true), crossed);
        if (crossed.size() == 4) {
            // A saddle: the middle says which corners hang together.
            boolean together = (a > level) == ((a + b + c + d) / 4 > level);
            join(crossed.get(0), crossed.get(together ? 1 : 3), neighbours);
            join(crossed.get(2), crossed.get(together ? 3 : 1), neighbours);
        } else if (crossed.size() == 2) {
            join(crossed.get(0), crossed.get(1), neighbours);
        }
    }

    private static void cross(double from, double to, double level, Edge edge, List<Edge> crossed) {
        if ((from > level) != (to > level)) {
            crossed.add(edge);
        }
    }

    private static void join(Edge one, Edge other, Map<Edge, List<Edge>> neighbours) {
        neighbours.computeIfAbsent(one, _ -> new ArrayList<>(2)).add(other);
        neighbours.computeIfAbsent(other, _ -> new ArrayList<>(2)).add(one);
    }

    private static List<Edge> walk(Edge start, Map<Edge, List<Edge>> neighbours) {
        var line = new ArrayList<Edge>();
        var ahead = new ArrayDeque<Edge>(List.of(start));
        while (!ahead.isEmpty()) {
            var here = ahead.pop();
            line.add(here);
            var next = neighbours.remove(here);
            if (next != null) {
                next.stream().filter(neighbours::containsKey).findFirst().ifPresent(ahead::push);
                // Back at the beginning of a ring.
                if (ahead.isEmpty() && line.size() > 2 && next.contains(start)) {
                    line.add(start);
                }
            }
        }
        return line;
    }

    private void append(Path2D path, List<Edge> line, double level) {
        for (int i = 0; i < line.size(); i++) {
            var edge = line.get(i);
            int row = edge.down() ? edge.row() + 1 : edge.row();
            int column = edge.down() ? edge.column() : edge.column() + 1;
            double from = heights[edge.row()][edge.column()];
            double share = (level - from) / (heights[row][column] - from);
            double x = xs[edge.column()] + share * (xs[column] - xs[edge.column()]);
            double y = ys[edge.row()] + share * (ys[row] - ys[edge.row()]);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
    }
}
