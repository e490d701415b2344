package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.backend.Buffer;
import jacobian.engine.backend.Executable;
import jacobian.engine.reference.ReferenceBackend;
import jacobian.engine.reference.Run;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Gradients against central differences of the loss, in float64 on the reference.
///
/// The differences are of sixth order in the step, so that with a step of 1e-2 and functions that bend
/// moderately they are exact to about 1e-11; the error is relative to the largest gradient of the input, or to
/// 1 where that is smaller.
final class FiniteDifferences {
    private static final double STEP = 1e-2;
    private static final double[] WEIGHTS = {45.0 / 60, -9.0 / 60, 1.0 / 60};
    private static final ReferenceBackend BACKEND = ReferenceBackend.unrounded();

    private final Executable loss;
    private final Executable gradients;
    private final List<Node> inputs;
    private final List<Node> variables;

    private FiniteDifferences(Node loss, List<Node> inputs) {
        this.inputs = inputs;
        this.variables =
                inputs.stream().filter(input -> input.dtype().isFloating()).toList();
        var found = Gradient.of(loss, variables);
        var results = new ArrayList<Node>();
        for (int i = 0; i < found.size(); i++) {
            results.add(found.get(i).orElseGet(variables.get(i)::zerosLike));
        }
        this.loss = BACKEND.compile(new Graph(inputs, List.of(loss)));
        this.gradients = BACKEND.compile(new Graph(inputs, results));
    }

    /// The check of the gradients of `loss` by all floating ones of `inputs`.
    static FiniteDifferences of(Node loss, List<Node> inputs) {
        return new FiniteDifferences(loss, inputs);
    }

    /// A scalar made of all gradients of `loss`, whose own gradient mixes all second derivatives.
    static Node weightedGradients(Node loss, List<Node> inputs) {
        var sum = loss.zerosLike();
        var variables =
                inputs.stream().filter(input -> input.dtype().isFloating()).toList();
        int number = 0;
        for (var gradient : Gradient.of(loss, variables)) {
            number++;
            if (gradient.isPresent()) {
                var each = gradient.get();
                sum = sum.add(each.multiply(each.multiply(0.25).add(0.5 + 0.1 * number))
                        .sum());
            }
        }
        return sum;
    }

    /// Values for inputs of `types`, spread over (-range, range), the same for the same types.
    static List<double[]> values(List<TensorType> types, double range) {
        var random = new Random(7);
        var all = new ArrayList<double[]>();
        for (var type : types) {
            var values = new double[Math.toIntExact(type.shape().size())];
            Arrays.setAll(values, _ -> (random.nextDouble() * 2 - 1) * range);
            all.add(values);
        }
        return all;
    }

    /// Fails where the error at `values` of `types` is not under `tolerance`.
    void check(List<TensorType> types, List<double[]> values, double tolerance) {
        assertThat(error(types, values)).isLessThan(tolerance);
    }

    /// The largest relative error over some elements of each variable, all where they are few, and over a
    /// direction that moves all elements at once.
    double error(List<TensorType> types, List<double[]> values) {
        return error(types, values, 4);
    }

    /// The same over directions alone, which a wrong element changes as well.
    double errorAlong(List<TensorType> types, List<double[]> values) {
        return error(types, values, 0);
    }

    private double error(List<TensorType> types, List<double[]> values, int elements) {
        var found = run(gradients, variables.size(), types, values);
        double worst = 0;
        for (int i = 0; i < variables.size(); i++) {
            int input = inputs.indexOf(variables.get(i));
            var gradient = Run.doubles(found[i]);
            for (var direction : directions(gradient.length, elements)) {
                double expected = difference(types, values, input, direction);
                double actual = 0;
                for (int j = 0; j < gradient.length; j++) {
                    actual += gradient[j] * direction[j];
                }
                worst = Math.max(worst, relative(actual - expected, gradient));
            }
        }
        return worst;
    }

    private static double relative(double error, double[] gradient) {
        double scale = 1;
        for (double each : gradient) {
            scale = Math.max(scale, Math.abs(each));
        }
        // Not a number is as wrong as can be.
        return error == error ? Math.abs(error) / scale : Double.POSITIVE_INFINITY;
    }

    /// Unit vectors of about `elements` elements, and one of all elements mixed.
    private static List<double[]> directions(int size, int elements) {
        var random = new Random(11);
        var all = new ArrayList<double[]>();
        for (int i = 0; elements > 0 && i < size; i += Math.max(1, size / elements)) {
            var unit = new double[size];
            unit[i] = 1;
            all.add(unit);
        }
        if (size > 0) {
            var mixed = new double[size];
            Arrays.setAll(mixed, _ -> (random.nextDouble() * 2 - 1) / Math.sqrt(size));
            all.add(mixed);
        }
        return all;
    }

    private double difference(List<TensorType> types, List<double[]> values, int input, double[] direction) {
        double sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            for (int sign : new int[] {1, -1}) {
                double step = sign * (i + 1) * STEP;
                var moved = new ArrayList<>(values);
                var point = values.get(input).clone();
                for (int j = 0; j < point.length; j++) {
                    point[j] += step * direction[j];
                }
                moved.set(input, point);
                sum += sign * WEIGHTS[i] * Run.doubles(run(loss, 1, types, moved)[0])[0];
            }
        }
        return sum / STEP;
    }

    private static Buffer[] run(Executable program, int results, List<TensorType> types, List<double[]> values) {
        var buffers = new Buffer[types.size()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = Run.buffer(BACKEND, types.get(i), values.get(i));
        }
        var computed = new Buffer[results];
        program.run(buffers, computed);
        return computed;
    }
}
