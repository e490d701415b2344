package jacobian.keras.callbacks;

import jacobian.keras.layers.Layer;
import jacobian.keras.metrics.Accumulator.Direction;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.tensorboard.GraphNode;
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

    /// Ends the run after this batch.
    void stop();

    /// Whether somebody has asked for the end.
    boolean isStopped();
}
