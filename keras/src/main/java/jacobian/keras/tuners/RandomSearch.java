package jacobian.keras.tuners;

import jacobian.keras.config.Checks;
import jacobian.keras.models.Model;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Draws the hyperparameters of each trial at random (Bergstra and Bengio 2012); no two trials have the same.
///
/// ```java
/// var search = new RandomSearch(trial -> {
///     int units = trial.integer("units", 32, 512, 32);
///     var model = new Sequential(new Input(64), new Dense(units).activation(RELU), new Dense(10));
///     model.compile(new Adam(trial.real("learning_rate", 1e-4, 1e-2, it -> it.sampling(LOG))), new ...);
///     return model;
/// }, "val_loss");
/// search.maxTrials(20).run(train, fit -> fit.epochs(5).validation(test));
/// ```
///
/// It ends early where 20 draws in a row were there before: then there is little left to try.
public final class RandomSearch extends Search<RandomSearch> {
    private int maxTrials = 10;

    /// A search by the number that is logged as `objective`, whose name tells which way is better.
    public RandomSearch(Function<Trial, Model> build, String objective) {
        this(build, Objective.of(objective));
    }

    /// A search for models that `build` makes.
    public RandomSearch(Function<Trial, Model> build, Objective objective) {
        super(build, objective);
    }

    /// Sets how many trials there are; 10 unless set. A search that goes on may have more than before.
    public RandomSearch maxTrials(int trials) {
        this.maxTrials = Checks.positive("max_trials", trials);
        return this;
    }

    @Override
    RandomSearch self() {
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
}
