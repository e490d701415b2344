package jacobian.keras.tuners;

import java.util.Optional;
import java.util.OptionalInt;

/// A trial that is to be run.
record Assignment(int number, Optional<Stage> stage) {
    /// The trial whose hyperparameters and weights it goes on with.
    OptionalInt from() {
        return stage.map(Stage::from).orElse(OptionalInt.empty());
    }
}
