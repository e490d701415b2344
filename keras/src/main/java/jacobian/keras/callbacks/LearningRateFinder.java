package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.optimizers.OptimizerVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds a learning rate: the range test of Smith (2017, "Cyclical Learning Rates for Training Neural Networks"),
/// as fastai does it. The learning rate grows from batch to batch by the same factor, until the loss explodes;
/// where it falls well, training does too.
///
/// ```java
/// var finder = model.findLearningRate(train);
/// IO.println(finder.suggestion());
/// model.optimizer().setLearningRate(finder.suggestion().valley());
/// ```
///
/// `model.findLearningRate` runs it alone. In `fit` it is a callback that ends the run when the test has ended. In
/// the end weights, the optimizer's state with its learning rate, and the states of random numbers are what they
/// were at the beginning of the run, bit for bit.
///
/// The loss of a batch is noisy, so it is smoothed: an exponential average, without the bias of its beginning. The
/// test ends after [#steps], or when the smoothed loss passes four times its smallest value so far.
public final class LearningRateFinder extends Callback implements StepProbe {
    /// Where the loss is that many times its smallest value, it has exploded.
    private static final double EXPLODED = 4;

    private double start = 1e-7;
    private double end = 10;
    private int steps = 100;
    private double smoothing = 0.98;

    private final List<Double> rates = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> smoothed = new ArrayList<>();
    private final Map<Variable, Tensor> variables = new LinkedHashMap<>();
    private final Map<OptimizerVariable, Tensor> state = new LinkedHashMap<>();
    private Runnable setRate = () -> {};
    private double average;
    private double least;

    /// Sets the first learning rate; 1e-7 unless set.
    public LearningRateFinder start(double rate) {
        this.start = Checks.positive("start", rate);
        return this;
    }

    /// Sets the last learning rate; 10 unless set.
    public LearningRateFinder end(double rate) {
        this.end = Checks.positive("end", rate);
        return this;
    }

    /// Sets how many batches the test takes at the most; 100 unless set.
    public LearningRateFinder steps(int steps) {
        if (steps < Curve.LEAST) {
            throw new IllegalArgumentException("steps=" + steps + ": needs at least " + Curve.LEAST);
        }
        this.steps = steps;
        return this;
    }

    /// Sets how much of the average of the losses is kept at each batch: 0 smooths nothing, 0.98 unless set.
    public LearningRateFinder smoothing(double smoothing) {
        this.smoothing = Checks.belowOne("smoothing", smoothing);
        return this;
    }

    // ---- the test ----

    @Override
    public void onTrainBegin(Training training) {
        if (!(start < end)) {
            throw new IllegalArgumentException(
                    "from start=" + start + " to end=" + end + " no rate grows: needs start below end");
        }
        restore();
        rates.clear();
        losses.clear();
        smoothed.clear();
        average = 0;
        least = Double.POSITIVE_INFINITY;
        var optimizer = training.optimizer();
        double rate = optimizer.learningRate();
        training.model().variables().forEach(each -> variables.put(each, kept(each.tensor())));
        optimizer.variables().forEach(each -> state.put(each, kept(each.tensor())));
        setRate = () -> optimizer.setLearningRate(rate);
        training.probe(this);
    }

    private static Tensor kept(Tensor value) {
        value.buffer();
        return value;
    }

    @Override
    public void onTrainBatchBegin(Training training, long batch) {
        training.optimizer().setLearningRate(rate(rates.size()));
    }

    private double rate(int step) {
        return start * Math.pow(end / start, step / (double) (steps - 1));
    }

    @Override
    public boolean isDue(long step) {
        return true;
    }

    @Override
    public List<Tensor> trace(TracedStep step) {
        return List.of(step.loss()
                .orElseThrow(() -> new IllegalStateException("the model has a trainStep of its own, whose loss is not"
                        + " known: call super.trainStep, or try learning rates by a search")));
    }

    @Override
    public void read(long step, List<Tensor> values) {
        double loss = values.getFirst().mean().item();
        rates.add(rate(rates.size()));
        losses.add(loss);
        average = smoothing * average + (1 - smoothing) * loss;
        smoothed.add(average / (1 - Math.pow(smoothing, losses.size())));
        least = Math.min(least, smoothed.getLast());
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        if (rates.size() >= steps || hasExploded()) {
            training.stop();
        }
    }

    private boolean hasExploded() {
        return !(smoothed.getLast() <= EXPLODED * Math.abs(least));
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        restore();
    }

    @Override
    public void onTrainFailed(Training training, Throwable cause) {
        restore();
    }

    /// Brings model and optimizer back to where the run began.
    private void restore() {
        setRate.run();
        variables.forEach(Variable::assign);
        state.forEach(OptimizerVariable::assign);
        variables.clear();
        state.clear();
        setRate = () -> {};
    }

    // ---- what was found ----

    /// The learning rate of each batch.
    public List<Double> learningRates() {
        return List.copyOf(rates);
    }

    /// The loss of each batch, as it was.
    public List<Double> losses() {
        return List.copyOf(losses);
    }

    /// The smoothed loss after each batch.
    public List<Double> smoothedLosses() {
        return List.copyOf(smoothed);
    }

    /// Learning rates to begin with. Which one is said by its name: they are two rules of thumb, and where they
    /// are far from each other the curve is worth a look.
    ///
    /// @param valley half way down the longest fall of the loss: the one to begin with
    /// @param steepest where the loss falls fastest against the logarithm of the rate, over a tenth of the
    ///     curve: often larger, and easily misled by a noisy curve
    public record Suggestion(double valley, double steepest) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "valley %.2e, steepest descent %.2e", valley, steepest);
        }
    }

    /// What the curve suggests; its noisy first tenth and, where the loss has exploded, its last five batches are
    /// left out.
    ///
    /// @throws IllegalStateException where there is no curve yet, it is too short, or the loss never falls
    public Suggestion suggestion() {
        int from = smoothed.size() / 10;
        int to = IntStream.range(0, smoothed.size())
                .filter(i -> !Double.isFinite(smoothed.get(i)))
                .findFirst()
                .orElse(smoothed.size());
        to = Math.min(to, smoothed.size() - (smoothed.isEmpty() || !hasExploded() ? 0 : Curve.TAIL));
        if (to - from < Curve.LEAST) {
            throw new IllegalStateException("the test has " + smoothed.size() + " batches and " + Math.max(0, to - from)
                    + " of use: run it, with more steps or from a smaller rate than " + start);
        }
        return new Curve(rates.subList(from, to), smoothed.subList(from, to)).suggestion();
    }

    /// Losses against learning rates.
    private record Curve(List<Double> rates, List<Double> losses) {
        /// Fewer points say nothing.
        static final int LEAST = 10;

        /// The batches at the end in which the loss explodes.
        static final int TAIL = 5;

        /// The fall is that over this part of the points to either side: that from one to the next is noise.
        static final int WINDOW = 20;

        Suggestion suggestion() {
            return new Suggestion(rates.get(valley()), rates.get(steepest()));
        }

        private int steepest() {
            int reach = Math.max(1, rates.size() / WINDOW);
            return IntStream.range(reach, rates.size() - reach)
                    .boxed()
                    .min(Comparator.comparingDouble(i -> slope(i, reach)))
                    .orElseThrow();
        }

        /// Of the straight line through the points up to `reach` from point `i`; the logarithms of rates have
        /// equal distances.
        private double slope(int i, int reach) {
            double slope = 0;
            for (int j = -reach; j <= reach; j++) {
                slope += j * losses.get(i + j);
            }
            return slope;
        }

        /// In the middle of the longest decreasing subsequence of the losses: a third and half a third of the way from
        /// its first point to its last one, as fastai takes it.
        private int valley() {
            int count = losses.size();
            var length = new int[count];
            var first = new int[count];
            int last = 0;
            for (int i = 0; i < count; i++) {
                length[i] = 1;
                first[i] = i;
                for (int j = 0; j < i; j++) {
                    if (losses.get(i) < losses.get(j) && length[j] + 1 > length[i]) {
                        length[i] = length[j] + 1;
                        first[i] = first[j];
                    }
                }
                last = length[i] > length[last] ? i : last;
            }
            if (length[last] < 2) {
                throw new IllegalStateException("the loss falls at no learning rate from " + rates.getFirst() + " to "
                        + rates.getLast() + ": look at the curve, and at the data");
            }
            int third = (last - first[last]) / 3;
            return first[last] + third + third / 2;
        }
    }
}
