package jacobian.cli;

import java.util.ArrayList;
import java.util.List;

/// What to try next, told from how training went.
final class Advice {
    /// A validation loss this much above its best has turned.
    private static final double TURNED = 1.1;

    private static final double IMPROVING = 0.98;

    /// A crossentropy above this part of the logarithm of the number of classes has learned nothing.
    private static final double GUESSING = 0.95;

    private Advice() {}

    /// Whether the network beats one that says the same to every example.
    private static boolean learned(TrainResult result) {
        return !result.data().isClassified()
                || result.options().optimization().loss().isPresent()
                || !(result.last("loss")
                        > GUESSING * Math.log(result.data().train().classNames().size()));
    }

    static List<String> of(TrainResult result) {
        var advice = new ArrayList<String>();
        var options = result.options();
        var losses = result.history().history().getOrDefault("val_loss", List.of());
        int epochs = losses.size();
        if (result.interrupted()) {
            return List.of(options.resume()
                    .map(folder -> "the same command goes on from the last whole epoch, which is in " + folder)
                    .orElseGet(() ->
                            "--epochs " + Math.max(1, result.history().epochs().size()) + " ends there by itself"));
        }
        if (result.doctor().stream().anyMatch(doctor -> !doctor.findings().isEmpty())) {
            return List.of();
        }
        if (!learned(result)) {
            return List.of(
                    "the loss did not fall below that of guessing: try a smaller --learning-rate, or more --epochs");
        }
        double best = losses.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        if (epochs > 1
                && losses.getLast() > TURNED * best
                && options.earlyStopping().isEmpty()) {
            advice.add("the validation loss was best after epoch " + (losses.indexOf(best) + 1)
                    + " and grew again: try --early-stopping 5, or fewer --layers");
        } else if (epochs > 1 && losses.getLast() == best && best < IMPROVING * losses.get(epochs - 2)) {
            advice.add("the validation loss still fell at the end: try --epochs " + 2 * epochs);
        }
        if (options.start().isEmpty()) {
            addNetwork(advice, options.model(), result.data().form() instanceof InputForm.Image);
        }
        return advice;
    }

    private static void addNetwork(List<String> advice, TrainOptions.Kind model, boolean images) {
        switch (model) {
            case LINEAR -> advice.add("a network with hidden layers may do better: try --model mlp");
            case MLP -> {
                if (images) {
                    advice.add("images gain from convolutions: try --model cnn");
                } else if (advice.isEmpty()) {
                    advice.add("compare with a simpler network: try --model linear");
                }
            }
            case CNN, LSTM -> {
                if (advice.isEmpty()) {
                    advice.add("a larger network: try --layers 64,128");
                }
            }
        }
    }
}
