package jacobian.keras.optimizers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Momentum for matrices, made orthogonal (Jordan 2024); [AdamW] for all other weights.
///
/// For a matrix m' = momentum m + g, and the step is rate times the orthogonal matrix nearest to g + momentum
/// m', which five rounds of x' = a x + (b x x^T + c (x x^T)^2) x come near to, times rmsRate sqrt(max(rows,
/// columns)) (Liu and others 2025), so that learning rate and weight decay may be those of AdamW.
///
/// Vectors, tensors of three and more axes, tables of embeddings and what [#excludeLayers] names take AdamW's
/// steps.
///
/// Defaults: learning rate 0.001, weight decay 0.004 for both, momentum 0.95 with look ahead, adamBeta1 0.9,
/// adamBeta2 0.999, epsilon 1e-7, rmsRate 0.2.
public final class Muon extends FluentOptimizer<Muon> {
    private static final String MOMENTUM = "momentum";
    private static final String VELOCITY = "velocity";

    private final Setting<Double> adamBeta1 = setting("adam_beta_1", 0.9);
    private final Setting<Double> adamBeta2 = setting("adam_beta_2", 0.999);
    private final Setting<Double> adamWeightDecay = setting("adam_weight_decay", 0.004);
    private final Setting<Double> epsilon = setting("epsilon", 1e-7);
    private final Setting<List<String>> excludeLayers = setting("exclude_layers", List.class, List.of());
    private final Setting<Boolean> excludeEmbeddings = setting("exclude_embeddings", true);
    private final Setting<Double> a = setting("muon_a", 3.4445);
    private final Setting<Double> b = setting("muon_b", -4.7750);
    private final Setting<Double> c = setting("muon_c", 2.0315);
    private final Setting<Double> adamLrRatio = setting("adam_lr_ratio", 1.0);
    private final Setting<Double> momentum = setting("momentum", 0.95);
    private final Setting<Integer> nsSteps = setting("ns_steps", 5);
    private final Setting<Boolean> nesterov = setting("nesterov", true);
    private final Setting<OptionalDouble> rmsRate = setting("rms_rate", OptionalDouble.of(0.2));

    public Muon() {
        super(0.001, 0.004);
    }

    public Muon(double learningRate) {
        this();
        rate(learningRate);
    }

    public Muon(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    public Muon adamBeta1(double adamBeta1) {
        return set(this.adamBeta1, Checks.fraction("adam_beta_1", adamBeta1));
    }

    public Muon adamBeta2(double adamBeta2) {
        return set(this.adamBeta2, Checks.fraction("adam_beta_2", adamBeta2));
    }

    /// The weight decay of weights that take AdamW's steps.
    public Muon adamWeightDecay(double adamWeightDecay) {
        return set(this.adamWeightDecay, Checks.notNegative("adam_weight_decay", adamWeightDecay));
    }

    public Muon epsilon(double epsilon) {
        return set(this.epsilon, Checks.positive("epsilon", epsilon));
    }

    /// Lets weights take AdamW's steps in whose name, such as `dense/kernel`, one of these regular expressions
    /// is found.
    public Muon excludeLayers(String... patterns) {
        return set(excludeLayers, List.of(patterns));
    }

    /// Whether weights with "embedding" in their name take AdamW's steps; they do unless set.
    public Muon excludeEmbeddings(boolean excludeEmbeddings) {
        return set(this.excludeEmbeddings, excludeEmbeddings);
    }

    /// The factor of x in a round.
    public Muon muonA(double a) {
        return set(this.a, a);
    }

    /// The factor of x x^T x in a round.
    public Muon muonB(double b) {
        return set(this.b, b);
    }

    /// The factor of (x x^T)^2 x in a round.
    public Muon muonC(double c) {
        return set(this.c, c);
    }

    /// What the learning rate is multiplied by for AdamW's steps.
    public Muon adamLrRatio(double ratio) {
        return set(adamLrRatio, Checks.notNegative("adam_lr_ratio", ratio));
    }

    public Muon momentum(double momentum) {
        return set(this.momentum, Checks.fraction("momentum", momentum));
    }

    /// How many rounds bring a matrix near to an orthogonal one.
    public Muon nsSteps(int nsSteps) {
        return set(this.nsSteps, Checks.positive("ns_steps", nsSteps));
    }

    /// Whether a step looks ahead; it does unless set.
    public Muon nesterov(boolean nesterov) {
        return set(this.nesterov, nesterov);
    }

    /// The root mean square of a step.
    public Muon rmsRate(double rmsRate) {
        return rmsRate(OptionalDouble.of(rmsRate));
    }

    /// As [#rmsRate(double)]; empty takes orthogonal matrices as they are.
    public Muon rmsRate(OptionalDouble rmsRate) {
        return set(this.rmsRate, rmsRate);
    }

    private boolean takesAdam(Variable weight) {
        var name = weight.name();
        return weight.shape().rank() != 2
                || value(excludeEmbeddings) && name.toLowerCase(Locale.ROOT).contains("embedding")
                || value(excludeLayers).stream()
                        .anyMatch(each -> Pattern.compile(each).matcher(name).find());
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of(MOMENTUM, VELOCITY));
    }

    @Override
    Optional<Shape> part(String slot, Variable weight) {
        return slot.equals(VELOCITY) && !takesAdam(weight) ? Optional.empty() : Optional.of(weight.shape());
    }

    @Override
    Optional<Double> decayOf(Variable weight) {
        return takesAdam(weight) ? Optional.of(value(adamWeightDecay)) : super.decayOf(weight);
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var weights = step.split(w);
        var gradients = step.split(g);
        var momenta = step.parts(MOMENTUM);
        var averages = new ArrayList<Tensor>();
        var velocities = new ArrayList<Tensor>();
        var before = step.has(VELOCITY) ? step.parts(VELOCITY) : List.<Tensor>of();
        var results = new ArrayList<Tensor>();
        for (int i = 0; i < weights.size(); i++) {
            var own = gradients.get(i);
            if (takesAdam(step.variables().get(i))) {
                averages.add(Moments.moved(momenta.get(i), own, 1 - value(adamBeta1)));
                velocities.add(Moments.moved(before.get(velocities.size()), own.square(), 1 - value(adamBeta2)));
                results.add(weights.get(i).subtract(adam(averages.getLast(), velocities.getLast(), step)));
            } else {
                averages.add(momenta.get(i).add(own.add(momenta.get(i).multiply(constant(own, value(momentum) - 1)))));
                results.add(weights.get(i).subtract(muon(averages.getLast(), own, step)));
            }
        }
        step.assign(MOMENTUM, averages);
        if (!velocities.isEmpty()) {
            step.assign(VELOCITY, velocities);
        }
        return step.join(results);
    }

    private Tensor adam(Tensor m, Tensor v, Step step) {
        var ratio = step.learningRate().multiply(constant(m, value(adamLrRatio)));
        var rate = ratio.multiply(step.correction(value(adamBeta2)).sqrt()).divide(step.correction(value(adamBeta1)));
        return m.multiply(rate).divide(v.sqrt().add(constant(v, value(epsilon))));
    }

    private Tensor muon(Tensor m, Tensor g, Step step) {
        var direction = value(nesterov) ? g.add(m.multiply(constant(m, value(momentum)))) : m;
        var change = step.learningRate().multiply(orthogonal(direction));
        int longer = Math.max(m.shape().size(0), m.shape().size(1));
        var rate = value(rmsRate);
        return rate.isEmpty() ? change : change.multiply(constant(change, Math.sqrt(longer) * rate.getAsDouble()));
    }

    /// Nearly the orthogonal matrix next to `x`, by iteration on the side that is shorter.
    private Tensor orthogonal(Tensor matrix) {
        boolean high = matrix.shape().size(0) > matrix.shape().size(1);
        var x = high ? matrix.transpose(1, 0) : matrix;
        x = x.divide(x.square().sum().sqrt().add(constant(x, 1e-7)));
        for (int i = 0; i < value(nsSteps); i++) {
            var square = x.matmul(x.transpose(1, 0));
            var inner = square.multiply(constant(x, value(b)))
                    .add(square.multiply(constant(x, value(c))).matmul(square));
            x = x.multiply(constant(x, value(a))).add(inner.matmul(x));
        }
        return high ? x.transpose(1, 0) : x;
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }
}
