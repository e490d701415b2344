package jacobian.keras.callbacks.doctor;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Training;
import jacobian.keras.config.Checks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Watches a run and names what is wrong with it: vanishing and exploding gradients, dead and saturated units, a
/// learning rate that is far off, unscaled inputs, labels without signal, overfitting, NaN, and the rest of
/// [Problem].
///
/// ```java
/// var doctor = new GradientDoctor();
/// model.fit(x, y, fit -> fit.epochs(20).validationSplit(0.2).callbacks(doctor));
/// IO.println(doctor.report());
/// ```
///
/// It looks at sums that are computed within the program of a step, and changes no bit of the training. What it
/// finds goes to [#onFinding] as it is found; where nobody listens it is logged as a warning. `docs/doctor.md` says
/// when each finding is made. One doctor sees one run at a time, and begins anew with the next.
public final class GradientDoctor extends Callback {
    private static final System.Logger LOG = System.getLogger(GradientDoctor.class.getName());

    private final List<Consumer<Finding>> listeners = new ArrayList<>();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private int every = 1;
    private @Nullable Course course;

    /// Sets that every so many steps are looked at; every step, unless set.
    public GradientDoctor every(int steps) {
        every = Checks.positive("every", steps);
        return this;
    }

    /// Lets `listener` know of each finding, in the thread of the training.
    public GradientDoctor onFinding(Consumer<Finding> listener) {
        listeners.add(listener);
        return this;
    }

    /// What was found so far, causes before consequences; may be called from any thread.
    public List<Finding> findings() {
        return findings.stream().sorted(Comparator.comparing(Finding::problem)).toList();
    }

    /// How many steps were looked at.
    public long steps() {
        return course == null ? 0 : course.steps();
    }

    /// What could not be watched in this run, and why: a sentence each.
    public List<String> unwatched() {
        return course == null ? List.of() : course.unwatched();
    }

    /// The findings, or that there are none, in lines of 80 columns at most.
    public String report() {
        if (findings.isEmpty()) {
            return summary();
        }
        return String.join("\n", findings().stream().map(Finding::toString).toList());
    }

    /// One line: "nothing found in 1,320 steps", or what was found and where.
    public String summary() {
        var steps = String.format(Locale.ROOT, " in %,d steps", steps());
        return findings.isEmpty()
                ? "nothing found" + steps
                : findings.size() + (findings.size() == 1 ? " finding" : " findings") + steps;
    }

    @Override
    public void onTrainBegin(Training training) {
        findings.clear();
        var course = new Course(training);
        this.course = course;
        training.probe(new StepWatch(course, every, this::examine));
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        course().beginEpoch(epoch);
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        course().endEpoch(logs);
        examine(Moment.EPOCH);
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        end();
    }

    @Override
    public void onTrainFailed(Training training, Throwable cause) {
        if (course != null) {
            end();
        }
    }

    private void end() {
        course().closeWindow();
        examine(Moment.END);
    }

    /// The figures of the worst windows of the run, by which thresholds are set.
    String extremes() {
        var totals = course().totals();
        return course().extremes() + ", fastest " + Words.number(totals.fastest()) + ", first loss "
                + Words.number(course().firstLoss()) + ", mean rate " + Words.number(totals.meanRate())
                + ", association "
                + Words.number(totals.association()) + ", baseline " + Words.number(totals.baseline()) + ", best val "
                + Words.number(
                        Learning.best(course()).map(Learning.Epoch::validation).orElse(Double.NaN) - totals.penalty());
    }

    private Course course() {
        return Optional.ofNullable(course).orElseThrow(() -> new IllegalStateException("no run has begun"));
    }

    private void examine(Moment moment) {
        for (var finding : Rules.examine(course(), moment, List.copyOf(findings))) {
            findings.add(finding);
            if (listeners.isEmpty()) {
                LOG.log(System.Logger.Level.WARNING, finding.headline());
            }
            listeners.forEach(each -> each.accept(finding));
        }
    }
}
