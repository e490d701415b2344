package jacobian.keras.tuners;

import jacobian.keras.models.Model;

/// A trial that came to a score, and its model with the weights of its best epoch, compiled as it was.
public record TunedModel(TrialResult trial, Model model) {}
