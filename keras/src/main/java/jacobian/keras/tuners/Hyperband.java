package jacobian.keras.tuners;

import jacobian.keras.config.Checks;
import jacobian.keras.models.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Begins many trials with few epochs, and goes on with the best (Li, Jamieson, DeSalvo, Rostamizadeh and
/// Talwalkar 2018, JMLR 18-185).
///
/// A bracket is one successive halving: of its trials the best 1 / [#factor] go on, each from the weights of its
/// best epoch, with [#factor] times the epochs, until one is left that has `maxEpochs`. Brackets differ in how
/// many trials they begin with, and so in how early they decide. For 81 epochs and factor 3 they are those of the
/// paper:
///
/// | bracket | trials x epochs in its rounds |
/// |---|---|
/// | 4 | 81 x 1, 27 x 3, 9 x 9, 3 x 27, 1 x 81 |
/// | 3 | 34 x 3, 11 x 9, 3 x 27, 1 x 81 |
/// | 2 | 15 x 9, 5 x 27, 1 x 81 |
/// | 1 | 8 x 27, 2 x 81 |
/// | 0 | 5 x 81 |
///
/// KerasTuner rounds the later rounds up, and so has one trial more in some of them. A round begins when the one
/// before has ended; brackets run side by side where there are threads for that.
public final class Hyperband extends Search<Hyperband> {
    private static final double SLACK = 1e-9;

    /// A round of a bracket.
    ///
    /// @param trials how many trials it has
    /// @param epochs how many epochs these have behind them in the end
    public record Round(int trials, int epochs) {}

    private final int maxEpochs;
    private int factor = 3;
    private int iterations = 1;
    private OptionalInt halving = OptionalInt.empty();

    /// A search by the number that is logged as `objective`, whose name tells which way is better.
    public Hyperband(Function<Trial, Model> build, String objective, int maxEpochs) {
        this(build, Objective.of(objective), maxEpochs);
    }

    /// A search for models that `build` makes, none of which trains longer than `maxEpochs`.
    public Hyperband(Function<Trial, Model> build, Objective objective, int maxEpochs) {
        super(build, objective);
        this.maxEpochs = Checks.positive("max_epochs", maxEpochs);
    }

    /// Sets how many times fewer trials, and more epochs, a round has than the one before; 3 unless set.
    public Hyperband factor(int factor) {
        if (factor < 2) {
            throw new IllegalArgumentException("factor=" + factor + ": needs at least 2");
        }
        this.factor = factor;
        return this;
    }

    /// Sets how often all brackets run; once unless set.
    public Hyperband iterations(int iterations) {
        this.iterations = Checks.positive("hyperband_iterations", iterations);
        return this;
    }

    /// Runs one bracket alone, that begins with `trials` trials: successive halving (Jamieson and Talwalkar 2016).
    public Hyperband halving(int trials) {
        this.halving = OptionalInt.of(Checks.positive("trials", trials));
        return this;
    }

    /// The brackets, in the order in which they begin, and their rounds.
    public List<List<Round>> brackets() {
        int most = halvings(maxEpochs);
        if (halving.isPresent()) {
            return List.of(rounds(halving.getAsInt(), Math.min(most, halvings(halving.getAsInt()))));
        }
        var brackets = new ArrayList<List<Round>>();
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int bracket = most; bracket >= 0; bracket--) {
                double trials = (most + 1) * Math.pow(factor, bracket) / (bracket + 1);
                brackets.add(rounds((int) Math.ceil(trials - SLACK), bracket));
            }
        }
        return brackets;
    }

    /// How often `number` can be divided by the factor without falling below 1.
    private int halvings(int number) {
        int times = 0;
        for (long power = factor; power <= number; power *= factor) {
            times++;
        }
        return times;
    }

    private List<Round> rounds(int trials, int halvings) {
        var rounds = new ArrayList<Round>();
        for (int round = 0; round <= halvings; round++) {
            double epochs = maxEpochs / Math.pow(factor, halvings - round);
            int left = (int) (trials / Math.pow(factor, round) + SLACK);
            rounds.add(new Round(Math.max(1, left), (int) Math.ceil(epochs - SLACK)));
        }
        return rounds;
    }

    @Override
    Hyperband self() {
        return this;
    }

    @Override
    Map<String, Object> ownSettings() {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("max_epochs", maxEpochs);
        settings.put("factor", factor);
        halving.ifPresent(trials -> settings.put("halving", trials));
        return settings;
    }

    @Override
    Optional<Assignment> next(Board board) {
        int first = 0;
        for (var rounds : brackets()) {
            var next = next(board, rounds, first);
            if (next.isPresent()) {
                return next;
            }
            first += rounds.stream().mapToInt(Round::trials).sum();
        }
        return Optional.empty();
    }

    /// The next trial of the bracket whose trials are numbered from `first`.
    private Optional<Assignment> next(Board board, List<Round> rounds, int first) {
        int begin = first;
        List<Integer> chosen = List.of();
        for (int i = 0; i < rounds.size(); i++) {
            var round = rounds.get(i);
            int count = i == 0 ? round.trials() : chosen.size();
            for (int slot = 0; slot < count; slot++) {
                if (board.isOpen(begin + slot)) {
                    var from = i == 0 ? OptionalInt.empty() : OptionalInt.of(chosen.get(slot));
                    int behind = i == 0 ? 0 : rounds.get(i - 1).epochs();
                    return Optional.of(new Assignment(
                            begin + slot, Optional.of(new Stage(rounds.size() - 1, i, from, behind, round.epochs()))));
                }
            }
            if (board.running().stream().anyMatch(inRound(begin, count)::contains) || i == rounds.size() - 1) {
                return Optional.empty();
            }
            chosen = best(board, begin, count, rounds.get(i + 1).trials());
            begin += round.trials();
        }
        return Optional.empty();
    }

    private static List<Integer> inRound(int begin, int count) {
        return IntStream.range(begin, begin + count).boxed().toList();
    }

    /// The best trials of a round, the best first.
    private List<Integer> best(Board board, int begin, int count, int wanted) {
        Comparator<TrialResult> byScore = (a, b) ->
                objective().isBetter(a.score(), b.score()) ? -1 : objective().isBetter(b.score(), a.score()) ? 1 : 0;
        return board.results().subMap(begin, begin + count).values().stream()
                .filter(each -> !each.isFailed())
                .sorted(byScore.thenComparing(TrialResult::number))
                .limit(wanted)
                .map(TrialResult::number)
                .toList();
    }
}
