package jacobian.engine.cpu.move;

import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Cumulative;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;

/// Running sums or products of each line, rounded to the element type after each step.
final class RunningLine implements Move {
    private final DType dtype;
    private final Cumulative op;
    private final Lines lines;

    RunningLine(Node node, Cumulative op) {
        this.dtype = node.dtype();
        this.op = op;
        this.lines = Lines.of(node.shape(), op.axis());
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        for (long line = 0; line < lines.count(); line++) {
            if (dtype.isFloating()) {
                floating(inputs[0], results[0], line);
            } else {
                integer(inputs[0], results[0], line);
            }
        }
    }

    private long at(long line, int i) {
        return lines.index(line, op.reverse() ? lines.size() - 1 - i : i) * dtype.bytes();
    }

    private void floating(long from, long to, long line) {
        boolean sum = op.kind() == Cumulative.Kind.SUM;
        double running = sum ? 0 : 1;
        for (int i = 0; i < lines.size(); i++) {
            double element = Scalars.getDouble(dtype, from + at(line, i));
            double next = sum ? running + element : running * element;
            next = HalfPrecision.round(dtype, next);
            Scalars.setDouble(dtype, to + at(line, i), op.exclusive() ? running : next);
            running = next;
        }
    }

    private void integer(long from, long to, long line) {
        boolean sum = op.kind() == Cumulative.Kind.SUM;
        long running = sum ? 0 : 1;
        for (int i = 0; i < lines.size(); i++) {
            long element = Scalars.getLong(dtype, from + at(line, i));
            long next = sum ? running + element : running * element;
            Scalars.setLong(dtype, to + at(line, i), op.exclusive() ? running : next);
            running = next;
        }
    }
}
