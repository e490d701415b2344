package jacobian.keras.callbacks.doctor;

import jacobian.keras.callbacks.Training;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The run so far: the last windows of steps, sums over all steps, the logs of the epochs.
final class Course {
    private final Training training;
    private final List<Window.Step> steps = new ArrayList<>();
    private final List<Map<String, Double>> epochs = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final Set<String> unwatched = new LinkedHashSet<>();
    private Plan plan = Plan.NONE;
    private Totals totals = new Totals(Plan.NONE);
    private @Nullable Window previous;
    private @Nullable Window last;
    private @Nullable Window opening;
    private Window.@Nullable Step broken;
    private final Extremes extremes = new Extremes();
    private boolean looked;
    private @Nullable Window firstStep;
    private int windows;
    private long seen;
    private long taken;
    private int epoch;
    private double firstLoss = Double.NaN;

    Course(Training training) {
        this.training = training;
    }

    Training training() {
        return training;
    }

    /// A program has been made, of which `plan` is watched: for batches of another form one more.
    void plan(Plan plan) {
        closeWindow();
        if (this.plan == Plan.NONE
                || this.plan.variables().size() != plan.variables().size()) {
            totals = new Totals(plan);
        }
        this.plan = plan;
        previous = null;
        last = null;
        if (plan.variables().isEmpty()) {
            unwatched.add("gradients and updates, as the model has a training step of its own");
        }
        if (plan.hasLoss() && plan.outputs().isEmpty()) {
            unwatched.add("predictions beside targets, as they have no common columns, or more than 1,024");
        }
    }

    Plan plan() {
        return plan;
    }

    Totals totals() {
        return totals;
    }

    /// Step number `step` is about to be taken.
    void begin(long step) {
        taken = step + 1;
    }

    void beginEpoch(int epoch) {
        this.epoch = epoch;
        totals.beginEpoch();
    }

    void endEpoch(Map<String, Double> logs) {
        epochs.add(Map.copyOf(logs));
        ends.add(taken - 1);
        if (!logs.containsKey("val_loss")) {
            unwatched.add("overfitting, as fit has no validation data");
        } else {
            unwatched.remove("overfitting, as fit has no validation data");
        }
    }

    /// Takes the signs of a step; whether it is the first with a number that is none.
    boolean add(long number, float... signs) {
        seen++;
        var step = new Window.Step(number, epoch, signs);
        if (broken != null || isSkipped(signs)) {
            return false;
        }
        if (isBroken(signs)) {
            broken = step;
            closeWindow();
            return true;
        }
        if (firstStep == null) {
            firstStep = new Window(plan, List.of(step));
            firstLoss = plan.loss(signs);
        }
        totals.add(signs);
        steps.add(step);
        return false;
    }

    /// Whether the loss scale has made the optimizer leave the step out: gradients beyond float16, weights as they
    /// were.
    private boolean isSkipped(float... signs) {
        boolean overflows = plan.variables().stream().anyMatch(each -> !Double.isFinite(each.gradient(signs)));
        return overflows
                && plan.variables().stream().allMatch(each -> each.update(signs) == 0)
                && Double.isFinite(plan.loss(signs));
    }

    private boolean isBroken(float... signs) {
        if (plan.hasLoss()) {
            return !Double.isFinite(plan.loss(signs))
                    || plan.variables().stream().anyMatch(each -> !Double.isFinite(each.weight(signs)));
        }
        return plan.layers().stream().anyMatch(each -> !each.isFinite(signs));
    }

    boolean isWindowFull() {
        return steps.size() >= Thresholds.WINDOW;
    }

    void closeWindow() {
        if (steps.size() >= Thresholds.LEAST_WINDOW || broken != null && !steps.isEmpty()) {
            open();
        }
    }

    /// Begins a new window; the steps so far make the last one.
    private void open() {
        previous = last;
        last = new Window(plan, steps);
        opening = opening == null ? last : opening;
        extremes.add(last, firstLoss);
        windows++;
        steps.clear();
    }

    Extremes extremes() {
        return extremes;
    }

    /// How many steps were looked at.
    long steps() {
        return seen;
    }

    /// How many steps were taken, looked at or not.
    long taken() {
        return taken;
    }

    int epoch() {
        return epoch;
    }

    /// The logs of the epochs that have ended.
    List<Map<String, Double>> epochs() {
        return epochs;
    }

    /// The last step of the epoch at `index` among those that have ended.
    long stepOf(int index) {
        return ends.get(index);
    }

    List<String> unwatched() {
        return List.copyOf(unwatched);
    }

    Optional<Window> last() {
        return Optional.ofNullable(last);
    }

    /// The first step alone, of weights that nothing has changed yet.
    Optional<Window> firstStep() {
        return Optional.ofNullable(firstStep);
    }

    Optional<Window> opening() {
        return Optional.ofNullable(opening);
    }

    Optional<Window.Step> broken() {
        return Optional.ofNullable(broken);
    }

    /// Whether the weights themselves have been looked at before; from now on they have.
    boolean looksAtWeights() {
        boolean before = looked;
        looked = true;
        return before;
    }

    /// The loss of the first step, before anything was learned.
    double firstLoss() {
        return firstLoss;
    }

    /// The first of the last two windows if both are `ill`; of a run that ends within its first two, the one.
    Optional<Window> lasting(Moment moment, Predicate<Window> ill) {
        var now = last;
        if (now == null || now.size() < Thresholds.LEAST_WINDOW || !ill.test(now)) {
            return Optional.empty();
        }
        var before = previous;
        if (before == null) {
            return moment == Moment.END && windows == 1 ? Optional.of(now) : Optional.empty();
        }
        return ill.test(before) ? Optional.of(before) : Optional.empty();
    }

    /// As [#lasting]; where numbers have ceased to be numbers, the last window is enough.
    Optional<Window> lastingOrBroken(Moment moment, Predicate<Window> ill) {
        return broken == null ? lasting(moment, ill) : last().filter(ill);
    }
}
