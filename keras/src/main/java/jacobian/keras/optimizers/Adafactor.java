package jacobian.keras.optimizers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Steps that need little memory (Shazeer and Stern 2018): of the averages of squares of a matrix it keeps the
/// means of rows and of columns, r and c, and takes r / mean(r) c for the whole, v.
///
/// With beta = 1 - t^beta2Decay and rho = min(rate, 1 / sqrt(t)): r += (mean(g^2 + epsilon1) - r) (1 - beta)
/// along the last axis, c likewise along the one before, v for vectors element by element; u = g / sqrt(v), and
/// w - max(epsilon2, rms(w)) rho u / max(1, rms(u) / clipThreshold).
///
/// Keras stores v as well, and so does this. Defaults: learning rate 0.001, beta2Decay -0.8, epsilon1 1e-30,
/// epsilon2 0.001, clipThreshold 1. `relativeStep` is read and written as in Keras, where it changes no number.
public final class Adafactor extends FluentOptimizer<Adafactor> {
    private static final String ROWS = "r";
    private static final String COLUMNS = "c";
    private static final String VELOCITY = "velocity";

    private final Setting<Double> beta2Decay = setting("beta_2_decay", -0.8);
    private final Setting<Double> epsilon1 = setting("epsilon_1", 1e-30);
    private final Setting<Double> epsilon2 = setting("epsilon_2", 1e-3);
    private final Setting<Double> clipThreshold = setting("clip_threshold", 1.0);
    private final Setting<Boolean> relativeStep = setting("relative_step", true);

    public Adafactor() {
        super(0.001);
    }

    public Adafactor(double learningRate) {
        this();
        rate(learningRate);
    }

    public Adafactor(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    /// The power of the step's number by which averages become longer, below 0.
    public Adafactor beta2Decay(double beta2Decay) {
        return set(this.beta2Decay, beta2Decay);
    }

    /// Added to squares of gradients.
    public Adafactor epsilon1(double epsilon1) {
        return set(this.epsilon1, Checks.notNegative("epsilon_1", epsilon1));
    }

    /// The least magnitude of weights that steps are measured by.
    public Adafactor epsilon2(double epsilon2) {
        return set(this.epsilon2, Checks.notNegative("epsilon_2", epsilon2));
    }

    /// Steps of a larger root mean square are made smaller.
    public Adafactor clipThreshold(double clipThreshold) {
        return set(this.clipThreshold, Checks.positive("clip_threshold", clipThreshold));
    }

    public Adafactor relativeStep(boolean relativeStep) {
        return set(this.relativeStep, relativeStep);
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of(ROWS, COLUMNS, VELOCITY));
    }

    /// Keras has a number that is never used in the place of means of vectors.
    @Override
    Optional<Shape> part(String slot, Variable weight) {
        var shape = weight.shape();
        int rank = shape.rank();
        return switch (slot) {
            case ROWS -> Optional.of(rank < 2 ? Shape.scalar() : shape.range(0, rank - 1));
            case COLUMNS -> Optional.of(rank < 2 ? Shape.scalar() : shape.without(rank - 2));
            default -> Optional.of(shape);
        };
    }

    /// In Keras both means have the bare name of their weight.
    @Override
    String stateName(String slot, Variable weight) {
        return slot.equals(ROWS) || slot.equals(COLUMNS)
                ? weight.name().substring(weight.name().lastIndexOf('/') + 1)
                : super.stateName(slot, weight);
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var comes = step.power(value(beta2Decay));
        var squares = step.split(g.square().add(constant(g, value(epsilon1))));
        var before = step.split(step.slot(VELOCITY));
        var rows = new ArrayList<>(step.parts(ROWS));
        var columns = new ArrayList<>(step.parts(COLUMNS));
        var velocities = new ArrayList<Tensor>();
        for (int i = 0; i < squares.size(); i++) {
            var square = squares.get(i);
            if (square.rank() < 2) {
                velocities.add(average(before.get(i), square, comes));
            } else {
                rows.set(i, average(rows.get(i), square.mean(-1), comes));
                columns.set(i, average(columns.get(i), square.mean(-2), comes));
                var share = rows.get(i).divide(rows.get(i).meanKeep(-1));
                velocities.add(share.expandDims(-1)
                        .multiply(columns.get(i).expandDims(columns.get(i).rank() - 1)));
            }
        }
        step.assign(ROWS, rows);
        step.assign(COLUMNS, columns);
        var v = step.assign(VELOCITY, step.join(velocities));
        return w.subtract(step.join(steps(step, step.split(w), step.split(g.divide(v.sqrt())))));
    }

    /// before * beta + now * (1 - beta), where `comes` is 1 - beta.
    private static Tensor average(Tensor before, Tensor now, Tensor comes) {
        var stays = constant(comes, 1).subtract(comes);
        return stays.multiply(before).add(constant(comes, 1).subtract(stays).multiply(now));
    }

    private List<Tensor> steps(Step step, List<Tensor> weights, List<Tensor> directions) {
        var slowing = step.power(-0.5);
        var rate = step.learningRate().minimum(slowing);
        var steps = new ArrayList<Tensor>();
        for (int i = 0; i < weights.size(); i++) {
            var u = directions.get(i);
            var size = rootMeanSquare(weights.get(i)).maximum(constant(u, value(epsilon2)));
            var excess = rootMeanSquare(u).divide(constant(u, value(clipThreshold)));
            steps.add(size.multiply(rate).multiply(u.divide(excess.maximum(constant(u, 1)))));
        }
        return steps;
    }

    private static Tensor rootMeanSquare(Tensor x) {
        return x.square().mean().sqrt();
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }
}
