/// First values of weights.
/// No weight and no layer lives here; each initializer is a value that can be compared and written down.
/// Start reading at `Initializer`, then `VarianceScaling`.
package jacobian.keras.initializers;
