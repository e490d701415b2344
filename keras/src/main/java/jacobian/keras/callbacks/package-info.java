/// What happens around training: hooks, the record of losses, stopping early, the progress bar.
/// No training loop lives here and no model is known; a run shows itself as `Training`.
/// Start reading at `Callback`.
package jacobian.keras.callbacks;
