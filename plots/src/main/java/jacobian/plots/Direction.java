package jacobian.plots;

import jacobian.engine.tensor.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// A direction in the space of all weights.
///
/// @param label of its axis
/// @param step one number for each weight
/// @param start what the axis says at the origin
record Direction(String label, double[] step, double start) {
    private static final double TINY = 1e-12;

    double dot(double[] other) {
        return IntStream.range(0, step.length)
                .mapToDouble(i -> step[i] * other[i])
                .sum();
    }

    private static double length(double[] vector) {
        return Math.sqrt(IntStream.range(0, vector.length)
                .mapToDouble(i -> vector[i] * vector[i])
                .sum());
    }

    /// Along one weight; the axis tells the weight itself.
    static Direction along(LandscapeOptions.Place place, List<Variable> variables, double[] origin) {
        int at = 0;
        for (var variable : variables) {
            if (variable == place.variable()) {
                int within = 0;
                for (int axis = 0; axis < place.index().length; axis++) {
                    within = within * variable.shape().size(axis) + place.index()[axis];
                }
                var step = new double[origin.length];
                step[at + within] = 1;
                var index =
                        IntStream.of(place.index()).mapToObj(Integer::toString).toList();
                var label = variable.name() + (index.isEmpty() ? "" : "[" + String.join(", ", index) + "]");
                return new Direction(label, step, origin[at + within]);
            }
            at += Math.toIntExact(variable.shape().size());
        }
        throw new IllegalArgumentException(place.variable().name()
                + " is not among the trainable weights of the model: they are "
                + variables.stream().map(Variable::name).toList());
    }

    /// Random, each filter as long as the weights it belongs to; biases and what has one axis stay.
    static Direction random(String label, List<Variable> variables, double[] origin, Random numbers) {
        var step = new double[origin.length];
        int at = 0;
        for (var variable : variables) {
            int size = Math.toIntExact(variable.shape().size());
            if (variable.shape().rank() > 1) {
                int filters = variable.shape().size(-1);
                for (int filter = 0; filter < filters; filter++) {
                    scaled(step, origin, at + filter, at + size, filters, numbers);
                }
            }
            at += size;
        }
        if (length(step) < TINY) {
            // A model of biases alone, or whose weights are all 0.
            for (int i = 0; i < step.length; i++) {
                step[i] = numbers.nextGaussian();
            }
            scale(step, 1 / length(step));
        }
        return new Direction(label, step, 0);
    }

    private static void scaled(double[] step, double[] origin, int from, int to, int stride, Random numbers) {
        double weights = 0;
        double drawn = 0;
        for (int i = from; i < to; i += stride) {
            step[i] = numbers.nextGaussian();
            drawn += step[i] * step[i];
            weights += origin[i] * origin[i];
        }
        for (int i = from; i < to; i += stride) {
            step[i] *= Math.sqrt(weights / Math.max(drawn, TINY));
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }

    /// The `count` directions of length 1 in which `offsets` from the origin spread most. Where they spread in fewer,
    /// a random one at a right angle stands in.
    static List<Direction> main(List<double[]> offsets, int count, Random numbers) {
        int points = offsets.size();
        var products = new DMatrixRMaj(points, points);
        double total = 0;
        for (int i = 0; i < points; i++) {
            var each = new Direction("", offsets.get(i), 0);
            for (int j = 0; j <= i; j++) {
                double product = each.dot(offsets.get(j));
                products.set(i, j, product);
                products.set(j, i, product);
            }
            total += products.get(i, i);
        }
        var values = DecompositionFactory_DDRM.eig(points, true, true);
        values.decompose(products);
        int[] order = IntStream.range(0, points)
                .boxed()
                .sorted((a, b) -> Double.compare(
                        values.getEigenvalue(b).getReal(),
                        values.getEigenvalue(a).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        var directions = new ArrayList<Direction>();
        for (int i = 0; i < count; i++) {
            double spread = i < points ? values.getEigenvalue(order[i]).getReal() : 0;
            var step = new double[offsets.getFirst().length];
            var label = (i == 0 ? "first" : "second") + " direction of the path";
            if (spread > total * 1e-9 && spread > TINY) {
                var shares = values.getEigenVector(order[i]);
                for (int point = 0; point < points; point++) {
                    for (int at = 0; at < step.length; at++) {
                        step[at] += shares.get(point) * offsets.get(point)[at];
                    }
                }
                label += " (" + Numbers.percent(spread / total) + " of it)";
            } else {
                perpendicular(step, directions, numbers);
                label = "a random direction";
            }
            scale(step, 1 / length(step));
            directions.add(new Direction(label, step, 0));
        }
        return directions;
    }

    private static void perpendicular(double[] step, List<Direction> to, Random numbers) {
        for (int i = 0; i < step.length; i++) {
            step[i] = numbers.nextGaussian();
        }
        for (var each : to) {
            double along = each.dot(step);
            for (int i = 0; i < step.length; i++) {
                step[i] -= along * each.step()[i];
            }
        }
    }
}
