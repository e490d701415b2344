package jacobian.keras.models;

import jacobian.keras.callbacks.Training;
import jacobian.keras.layers.Layer;
import jacobian.keras.optimizers.Optimizer;
import java.util.OptionalLong;

/// A test or a prediction as its callbacks see it: a run without epochs.
final class Pass implements Training {
    private final TrainableModel model;
    private final OptionalLong steps;
    private boolean stopped;

    /// `batches` is how many the data has, where that is known, `most` how many are used.
    Pass(TrainableModel model, OptionalLong batches, OptionalLong most) {
        this.model = model;
        this.steps = batches.isPresent() && most.isPresent()
                ? OptionalLong.of(Math.min(batches.getAsLong(), most.getAsLong()))
                : batches.isPresent() ? batches : most;
    }

    @Override
    public Layer model() {
        return model;
    }

    /// Throws where the model is not compiled.
    @Override
    public Optimizer optimizer() {
        return model.optimizer();
    }

    @Override
    public int epochs() {
        return 0;
    }

    @Override
    public OptionalLong steps() {
        return steps;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }
}
