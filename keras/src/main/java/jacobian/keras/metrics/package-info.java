/// Metrics: numbers that say how well a model does, gathered batch by batch in variables, so that a training
/// step can update them itself. Nothing here is trained on; what already has a formula as a loss has no second
/// class here. Start reading at `Metric`, then `Mean` and `MeanMetricWrapper`.
package jacobian.keras.metrics;
