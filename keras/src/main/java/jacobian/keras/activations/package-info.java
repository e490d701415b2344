/// Activation functions: what a layer does to its result, element by element or along an axis.
/// No weights live here; layers of the same names, such as LeakyReLU, are in `layers`.
/// Start reading at `Activations`.
package jacobian.keras.activations;
