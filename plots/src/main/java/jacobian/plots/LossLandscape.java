package jacobian.plots;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.data.Dataset;
import jacobian.keras.models.Model;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The loss of a model at many weights: along one direction through the weights it has, or over a plane of two, and
/// the path that a training took, seen from there. Made by [#of], drawn by [Plots#lossLandscape(LossLandscape)].
///
/// ```java
/// var landscape = LossLandscape.of(model, data, options -> options.path(path));
/// ```
public final class LossLandscape {
    private static final int LARGEST_BATCH = 4096;

    private final List<Direction> directions;
    private final List<double[]> places;
    private final double[][] losses;
    private final List<Point> path;

    /// A point of the path.
    ///
    /// @param first its place along the first direction
    /// @param second its place along the second; 0 where there is one alone
    /// @param loss with the weights of the point, which need not lie in the plane
    public record Point(double first, double second, double loss) {}

    private LossLandscape(List<Direction> directions, List<double[]> places, double[][] losses, List<Point> path) {
        this.directions = directions;
        this.places = places;
        this.losses = losses;
        this.path = path;
    }

    /// The loss of `model`, which is compiled, over `data`. The model has its weights again in the end.
    ///
    /// @throws IllegalStateException where the model is not compiled or has no weights yet
    /// @throws IllegalArgumentException where the path is one of another model, or a plane is asked of one weight
    public static LossLandscape of(Model model, Dataset data, Consumer<LandscapeOptions> options) {
        var chosen = new LandscapeOptions();
        options.accept(chosen);
        if (!model.isCompiled()) {
            throw new IllegalStateException(model.name() + " has no loss yet: compile it first");
        }
        var variables = model.trainableWeights();
        if (variables.isEmpty()) {
            throw new IllegalStateException(
                    model.name() + " has no trainable weights yet: a loss landscape needs some");
        }
        var before = variables.stream().map(Variable::floats).toList();
        try {
            return new Survey(model, data, variables, chosen).landscape();
        } finally {
            for (int i = 0; i < variables.size(); i++) {
                variables
                        .get(i)
                        .assign(Tensor.of(
                                before.get(i), variables.get(i).shape().sizes()));
            }
        }
    }

    /// As [#of(Model, Dataset, Consumer)], for inputs and targets.
    public static LossLandscape of(Model model, Tensor x, Tensor y, Consumer<LandscapeOptions> options) {
        int count = Math.max(1, x.type().shape().size(0));
        return of(model, Dataset.of(x, y).batch(Math.min(count, LARGEST_BATCH)), options);
    }

    /// One direction or two.
    public int dimensions() {
        return directions.size();
    }

    /// What the axis of direction `index` says.
    public String label(int index) {
        return directions.get(index).label();
    }

    /// The places along direction `index` at which the loss is known.
    public double[] places(int index) {
        return places.get(index).clone();
    }

    /// The loss at each place: a row for each place of the second direction (one row where there is none), a column
    /// for each of the first.
    public double[][] losses() {
        return Stream.of(losses).map(double[]::clone).toArray(double[][]::new);
    }

    /// The points of the path in their order; none where none was given.
    public List<Point> path() {
        return path;
    }

    /// The work of [#of].
    private static final class Survey {
        private final Model model;
        private final Dataset data;
        private final List<Variable> variables;
        private final LandscapeOptions options;
        private final double[] origin;
        private final List<double[]> offsets;
        private final List<Direction> directions;

        Survey(Model model, Dataset data, List<Variable> variables, LandscapeOptions options) {
            this.model = model;
            this.data = data;
            this.variables = variables;
            this.options = options;
            this.origin = doubles(WeightPath.flat(variables));
            this.offsets = options.path().map(path -> offsets(path.points())).orElse(List.of());
            if (options.dimensions() > origin.length) {
                throw new IllegalArgumentException(
                        model.name() + " has one weight, which makes a line and no plane: say dimensions(1)");
            }
            this.directions = directions();
        }

        private static double[] doubles(float[] values) {
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        }

        private List<double[]> offsets(List<float[]> points) {
            return points.stream()
                    .map(point -> {
                        if (point.length != origin.length) {
                            throw new IllegalArgumentException("the path is one of " + point.length + " weights, and "
                                    + model.name() + " has " + origin.length + " that are trainable");
                        }
                        return IntStream.range(0, point.length)
                                .mapToDouble(i -> point[i] - origin[i])
                                .toArray();
                    })
                    .toList();
        }

        private List<Direction> directions() {
            var numbers = new Random(options.seed());
            if (!options.weights().isEmpty()) {
                return options.weights().stream()
                        .map(place -> Direction.along(place, variables, origin))
                        .toList();
            }
            var sound = offsets.stream()
                    .filter(offset -> DoubleStream.of(offset).allMatch(Double::isFinite))
                    .toList();
            if (sound.size() > 1 && !options.isRandom()) {
                return Direction.main(sound, options.dimensions(), numbers);
            }
            return IntStream.range(0, options.dimensions())
                    .mapToObj(i -> Direction.random(
                            (i == 0 ? "first" : "second") + " random direction", variables, origin, numbers))
                    .toList();
        }

        LossLandscape landscape() {
            var seen = offsets.stream().map(this::coordinates).toList();
            var places = IntStream.range(0, directions.size())
                    .mapToObj(i -> places(i, seen))
                    .toList();
            double[] second = places.size() > 1 ? places.get(1) : new double[1];
            var losses = new double[second.length][places.getFirst().length];
            for (int row = 0; row < second.length; row++) {
                for (int column = 0; column < losses[row].length; column++) {
                    losses[row][column] = loss(step(places.getFirst()[column], second[row]));
                }
            }
            var path = IntStream.range(0, offsets.size())
                    .mapToObj(i -> new Point(
                            seen.get(i)[0], seen.get(i).length > 1 ? seen.get(i)[1] : 0, loss(offsets.get(i))))
                    .toList();
            return new LossLandscape(directions, places, losses, path);
        }

        /// Where `offset` is seen along the directions: the nearest place in their plane.
        private double[] coordinates(double[] offset) {
            var first = directions.getFirst();
            double a = first.dot(first.step());
            double along = first.dot(offset);
            if (directions.size() == 1) {
                return new double[] {first.start() + along / a};
            }
            var second = directions.get(1);
            double b = first.dot(second.step());
            double c = second.dot(second.step());
            double across = second.dot(offset);
            double area = a * c - b * b;
            return new double[] {
                first.start() + (c * along - b * across) / area, second.start() + (a * across - b * along) / area
            };
        }

        /// Over the path and a margin, or as far as was said.
        private double[] places(int index, List<double[]> seen) {
            double start = directions.get(index).start();
            double low = start;
            double high = start;
            for (var each : seen) {
                low = Double.isFinite(each[index]) ? Math.min(low, each[index]) : low;
                high = Double.isFinite(each[index]) ? Math.max(high, each[index]) : high;
            }
            double margin = high > low ? 0.25 * (high - low) : options.weights().isEmpty() ? 1 : 1 + Math.abs(start);
            double from = options.reach() > 0 ? start - options.reach() : low - margin;
            double to = options.reach() > 0 ? start + options.reach() : high + margin;
            int count = options.steps();
            return IntStream.range(0, count)
                    .mapToDouble(i -> from + (to - from) * i / (count - 1))
                    .toArray();
        }

        private double[] step(double first, double second) {
            var offset = new double[origin.length];
            for (int i = 0; i < offset.length; i++) {
                offset[i] = (first - directions.getFirst().start())
                        * directions.getFirst().step()[i];
                if (directions.size() > 1) {
                    offset[i] += (second - directions.get(1).start())
                            * directions.get(1).step()[i];
                }
            }
            return offset;
        }

        private double loss(double[] offset) {
            int at = 0;
            for (var variable : variables) {
                var values = new float[Math.toIntExact(variable.shape().size())];
                for (int i = 0; i < values.length; i++, at++) {
                    values[i] = (float) (origin[at] + offset[at]);
                }
                variable.assign(Tensor.of(values, variable.shape().sizes()));
            }
            var results = model.evaluate(data, pass -> pass.verbose(0));
            return results.getOrDefault("loss", Double.NaN);
        }
    }
}
