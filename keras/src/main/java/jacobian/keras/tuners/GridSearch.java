package jacobian.keras.tuners;

import jacobian.keras.config.Checks;
import jacobian.keras.models.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Tries all combinations of hyperparameters, the last one that is asked for changing fastest.
///
/// Ranges have the values of their steps; where there is no step, a range of numbers, or one of whole numbers with a
/// logarithmic sampling, has ten values in the middles of ten equally likely parts, as in KerasTuner. What is asked for
/// under a condition counts only where it is asked for.
public final class GridSearch extends Search<GridSearch> {
    private static final int PARTS = 10;

    private int maxTrials = Integer.MAX_VALUE;

    /// A search by the number that is logged as `objective`, whose name tells which way is better.
    public GridSearch(Function<Trial, Model> build, String objective) {
        this(build, Objective.of(objective));
    }

    /// A search for models that `build` makes.
    public GridSearch(Function<Trial, Model> build, Objective objective) {
        super(build, objective);
    }

    /// Sets how many trials there are at the most; all combinations unless set.
    public GridSearch maxTrials(int trials) {
        this.maxTrials = Checks.positive("max_trials", trials);
        return this;
    }

    @Override
    GridSearch self() {
        return this;
    }

    @Override
    Map<String, Object> ownSettings() {
        return Map.of();
    }

    @Override
    Optional<Assignment> next(Board board) {
        return open(maxTrials, board);
    }

    /// The values of the trial before, of which the last that can change has its next value.
    @Override
    Optional<Trial.Source> source(Assignment assignment, int attempt, TrialRun.Plan plan, Board board) {
        if (attempt > 0) {
            return Optional.empty();
        }
        if (assignment.number() == 0) {
            return Optional.of(first(Map.of()));
        }
        var before = board.values(assignment.number() - 1);
        var asked = new TrialRun(plan, assignment, Trial.known(before)).trial().asked();
        for (int i = asked.size() - 1; i >= 0; i--) {
            var values = values(asked.get(i).domain());
            int next = values.indexOf(before.get(asked.get(i).name())) + 1;
            if (next < values.size()) {
                var kept = new LinkedHashMap<String, Object>();
                asked.subList(0, i).forEach(each -> kept.put(each.name(), before.get(each.name())));
                kept.put(asked.get(i).name(), values.get(next));
                return Optional.of(first(kept));
            }
        }
        return Optional.empty();
    }

    /// The values `kept`, and of all others the first.
    private static Trial.Source first(Map<String, Object> kept) {
        return new Trial.Source() {
            @Override
            public <T> T value(String name, Domain<T> domain) {
                var value = kept.get(name);
                return domain.read(value == null ? values(domain).getFirst() : value);
            }
        };
    }

    /// The values that are tried, as they stand in files.
    static List<Object> values(Domain<?> domain) {
        boolean isListed = switch (domain) {
            case Domain.Whole whole -> whole.step().isPresent() || whole.sampling() == Sampling.LINEAR;
            case Domain.Real real -> real.step().isPresent();
            case Domain.Choice<?> _, Domain.Truth _, Domain.Fixed<?> _ -> true;
        };
        if (isListed) {
            return domain.values().stream().map(Domain::plain).toList();
        }
        return IntStream.range(0, PARTS)
                .mapToObj(i -> Domain.plain(domain.at(Steps.part(i, PARTS))))
                .distinct()
                .toList();
    }
}
