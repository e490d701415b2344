/// Penalties on weights or on what a layer returns, added to the loss.
/// No weight and no layer lives here.
/// Start reading at `Regularizer`.
package jacobian.keras.regularizers;
