package jacobian.keras.tensorboard;

/// A logged number by which the HParams panel compares runs.
///
/// @param folder where below the folder of the run it is logged: `train` or `validation` with the callback,
/// empty for
///     the folder itself
/// @param tag under which it is logged, as `epoch_loss`
public record ComparedMetric(String folder, String tag) {}
