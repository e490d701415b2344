package jacobian.keras.callbacks;

import jacobian.keras.layers.Layer;
import jacobian.keras.metrics.Accumulator.Direction;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.tensorboard.GraphNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A run of `fit` as its callbacks see it.
public interface Training {
    /// The model, for its name and weights.
    Layer model();

    /// What changes the weights.
    Optimizer optimizer();

    /// At which epoch the run ends, counted from 1.
    int epochs();

    /// How many batches an epoch has, once that is known.
    OptionalLong steps();

    /// Which way the number that is logged as `name` gets better; empty where no metric of the model says.
    default Optional<Direction> direction(String name) {
        return Optional.empty();
    }

    /// The layers of the model as nodes of a drawn graph; none where no training is going on.
    default List<GraphNode> graphNodes() {
        return List.of();
    }

    /// The configuration of the model in JSON, as `to_json` of Keras; empty where it has none, or no training is
    /// going on.
    default Optional<String> modelJson() {
        return Optional.empty();
    }

    /// Lets `probe` look inside the steps of this run; to be called in `onTrainBegin`. Without effect where no
    /// training is going on.
    default void probe(StepProbe probe) {}

    /// Writes the model to `file`, whole or not at all: as `.keras`, or its weights alone.
    default void save(Path file, boolean weightsOnly) {
        throw new UnsupportedOperationException("a model is saved while it trains");
    }

    /// Writes all that the run needs to go on to `file`, whole or not at all, as soon as all callbacks have
    /// seen this moment: weights, optimizer, random states, metrics, history, the place in the data and the
    /// callbacks' states.
    default void backUp(Path file) {
        throw new UnsupportedOperationException("a run is backed up while it trains");
    }

    /// Lets the run go on where [#backUp] was called, as soon as all callbacks have begun; to be called in
    /// `onTrainBegin`. The first of `files` that is there and whole is taken; where none is there the run
    /// begins anew.
    default void resume(List<Path> files) {
        throw new UnsupportedOperationException("a run goes on when it begins to train");
    }

    /// Ends the run after this batch.
    void stop();

    /// Whether somebody has asked for the end.
    boolean isStopped();
}
