/// What happens around training: hooks, the record of losses, stopping early, the progress bar.
/// No training loop lives here and no model is known; a run shows itself as `Training`.
/// Start reading at `Callback`; what looks inside a step, at gradients and activations, is a `StepProbe`.
package jacobian.keras.callbacks;
