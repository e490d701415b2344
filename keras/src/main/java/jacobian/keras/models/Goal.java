package jacobian.keras.models;

import jacobian.keras.losses.Loss;
import jacobian.keras.metrics.Mean;
import jacobian.keras.metrics.Metric;
import java.util.List;
import java.util.Optional;

/// What is wanted of one output: its loss, what that weighs in the sum, and what is measured.
///
/// @param target the number of its target among those of a batch
/// @param classes how long the last axis of the output is
/// @param tracker the mean of its loss, where the model has several
record Goal(
        int output,
        int target,
        int classes,
        Optional<Loss> loss,
        double lossWeight,
        Optional<Mean> tracker,
        List<Metric> metrics,
        List<Metric> weightedMetrics) {}
