/// Objects of Keras as the configurations that its files hold, and back: layers, losses, metrics, optimizers and
/// their parts.
/// No model, no weight and no archive lives here, and nothing is found by a name from a file but what stands in a
/// table here or was registered for the reading.
/// Start reading at `Serialization`.
package jacobian.keras.serialization;
