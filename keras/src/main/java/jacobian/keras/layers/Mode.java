package jacobian.keras.layers;

/// What a layer is called for: dropout and batch normalization do other things in training.
public enum Mode {
    TRAINING,
    INFERENCE
}
