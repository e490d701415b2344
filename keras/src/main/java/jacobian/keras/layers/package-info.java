/// The layers, one class each, and what they share: weights, masks, calls, the nodes of functional graphs.
/// No training loop, no loss and no file format lives here.
/// Start reading at `Layer`, then `Dense`.
package jacobian.keras.layers;
