package jacobian.cli;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.doctor.GradientDoctor;
import jacobian.keras.models.History;
import java.util.Map;
import java.util.Optional;

/// What came of a training.
///
/// @param tested loss and metrics on the test part
/// @param predicted what the network says to each example of the test part
/// @param interrupted whether Ctrl-C ended it
/// @param doctor who watched it; empty with --no-doctor
record TrainResult(
        TrainOptions options,
        TrainData data,
        History history,
        Map<String, Double> tested,
        Tensor predicted,
        boolean interrupted,
        Optional<GradientDoctor> doctor) {
    /// The last value of a metric in training; NaN if no epoch ended.
    double last(String name) {
        return history.history().containsKey(name) ? history.last(name) : Double.NaN;
    }

    /// Examples a second in the steps of training.
    double samplesPerSecond() {
        return history.seconds() == 0 ? 0 : history.samples() / history.seconds();
    }
}
