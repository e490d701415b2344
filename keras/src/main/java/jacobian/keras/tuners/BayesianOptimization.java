package jacobian.keras.tuners;

import jacobian.keras.config.Checks;
import jacobian.keras.metrics.Accumulator.Direction;
import jacobian.keras.models.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Draws the first trials at random, then those of which a model of the scores so far expects the most: a Gaussian
/// process with a Matern kernel and the upper confidence bound, as in KerasTuner.
///
/// A trial waits for those before it, unless [#batch] lets several be chosen from the same results; that many run at
/// a time with [#parallel]. The results do not depend on how many do.
public final class BayesianOptimization extends Search<BayesianOptimization> {
    /// So many points are compared for the best bound, and then so often moved a little.
    private static final int CANDIDATES = 2000;

    private static final int MOVES = 300;

    private int maxTrials = 10;
    private OptionalInt numInitialPoints = OptionalInt.empty();
    private double alpha = 1e-4;
    private double beta = 2.6;
    private int batch = 1;

    /// A search by the number that is logged as `objective`, whose name tells which way is better.
    public BayesianOptimization(Function<Trial, Model> build, String objective) {
        this(build, Objective.of(objective));
    }

    /// A search for models that `build` makes.
    public BayesianOptimization(Function<Trial, Model> build, Objective objective) {
        super(build, objective);
    }

    /// Sets how many trials there are; 10 unless set.
    public BayesianOptimization maxTrials(int trials) {
        this.maxTrials = Checks.positive("max_trials", trials);
        return this;
    }

    /// Sets how many trials are drawn at random first; three for each hyperparameter of the first trial unless set.
    public BayesianOptimization numInitialPoints(int points) {
        this.numInitialPoints = OptionalInt.of(Checks.positive("num_initial_points", points));
        return this;
    }

    /// Sets the variance of the noise of scores, of which the deviation is 1; 1e-4 unless set.
    public BayesianOptimization alpha(double alpha) {
        this.alpha = Checks.positive("alpha", alpha);
        return this;
    }

    /// Sets how many deviations of what is not known are hoped for: more explores more; 2.6 unless set.
    public BayesianOptimization beta(double beta) {
        this.beta = Checks.notNegative("beta", beta);
        return this;
    }

    /// Sets how many trials in a row are chosen from the same results; 1 unless set.
    public BayesianOptimization batch(int trials) {
        this.batch = Checks.positive("batch", trials);
        return this;
    }

    @Override
    BayesianOptimization self() {
        return this;
    }

    @Override
    Map<String, Object> ownSettings() {
        var settings = new LinkedHashMap<String, Object>();
        numInitialPoints.ifPresent(points -> settings.put("num_initial_points", points));
        settings.put("alpha", alpha);
        settings.put("beta", beta);
        settings.put("batch", batch);
        return settings;
    }

    /// The trials before `number` whose results it is chosen from; none for those that are drawn at random.
    private int known(int number, Board board) {
        int initial = number == 0
                ? 1
                : numInitialPoints.orElseGet(
                        () -> 3 * Math.max(1, board.values(0).size()));
        return number < initial ? 0 : number - (number - initial) % batch;
    }

    @Override
    Optional<Assignment> next(Board board) {
        return open(maxTrials, board).filter(next -> {
            int known = known(next.number(), board);
            return board.results().headMap(known).size() == known;
        });
    }

    @Override
    Optional<Trial.Source> source(Assignment assignment, int attempt, TrialRun.Plan plan, Board board) {
        int number = assignment.number();
        int known = known(number, board);
        var scored = board.results().headMap(known).values().stream()
                .filter(each -> !each.isFailed())
                .toList();
        var random = Trial.drawn(plan.seed(), number, attempt);
        if (known == 0 || scored.isEmpty() || attempt > 0) {
            return Optional.of(random);
        }
        var axes = axes(plan, scored);
        var points = scored.stream().map(each -> point(axes, each.values())).toArray(double[][]::new);
        var scores = scored.stream()
                .mapToDouble(each -> objective().direction() == Direction.UP ? -each.score() : each.score())
                .toArray();
        var process = new GaussianProcess(points, scores, alpha);
        // What runs beside it, or is about to, is taken to come out as expected, so that others are chosen.
        for (int other = known; other < number; other++) {
            process = process.with(point(axes, board.values(other)));
        }
        var best = best(process, axes.size(), new SplittableRandom(Draws.seed(plan.seed(), number, known)));
        return Optional.of(chosen(axes, best, random));
    }

    /// The hyperparameters that trials have asked for, in the order of their first trial.
    private static Map<String, Domain<?>> axes(TrialRun.Plan plan, List<TrialResult> scored) {
        var axes = new LinkedHashMap<String, Domain<?>>();
        for (var each : scored) {
            if (!axes.keySet().containsAll(each.values().keySet())) {
                var assignment = new Assignment(each.number(), Optional.empty());
                new TrialRun(plan, assignment, Trial.known(each.values()))
                        .trial()
                        .asked()
                        .forEach(asked -> axes.putIfAbsent(asked.name(), asked.domain()));
            }
        }
        return axes;
    }

    private static double[] point(Map<String, Domain<?>> axes, Map<String, Object> values) {
        var point = new ArrayList<Double>();
        axes.forEach((name, domain) -> point.add(part(domain, values.get(name))));
        return point.stream().mapToDouble(each -> each).toArray();
    }

    /// Where a value lies; what was not asked for lies in the middle.
    private static <T> double part(Domain<T> domain, @Nullable Object value) {
        try {
            return value == null ? 0.5 : domain.part(domain.read(value));
        } catch (IllegalArgumentException another) {
            // The name has another domain under another condition.
            return 0.5;
        }
    }

    private static Trial.Source chosen(Map<String, Domain<?>> axes, double[] point, Trial.Source others) {
        var names = List.copyOf(axes.keySet());
        return new Trial.Source() {
            @Override
            public <T> T value(String name, Domain<T> domain) {
                int axis = names.indexOf(name);
                return axis < 0 ? others.value(name, domain) : domain.at(Math.min(point[axis], Math.nextDown(1.0)));
            }
        };
    }

    /// The point of the least lower bound.
    private double[] best(GaussianProcess process, int axes, SplittableRandom random) {
        var best = new double[axes];
        double bound = Double.POSITIVE_INFINITY;
        for (int i = 0; i < CANDIDATES + MOVES; i++) {
            var point = i < CANDIDATES ? random.doubles(axes).toArray() : moved(best, random, i - CANDIDATES);
            double found = process.lowerBound(point, beta);
            if (found < bound) {
                bound = found;
                best = point;
            }
        }
        return best;
    }

    /// A point nearby, the nearer the later.
    private static double[] moved(double[] point, SplittableRandom random, int move) {
        double reach = 0.1 * Math.pow(0.01, move / (double) MOVES);
        var moved = point.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = Math.clamp(moved[i] + reach * random.nextGaussian(), 0, 1);
        }
        return moved;
    }
}
