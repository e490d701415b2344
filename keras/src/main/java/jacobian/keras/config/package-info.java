/// Options of layers, losses, metrics and optimizers, declared once each; names; the global seed.
/// No layer, no tensor and no file format lives here, and nothing here knows the rest of keras.
/// Start reading at `Configurable`.
package jacobian.keras.config;
