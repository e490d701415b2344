package jacobian.keras.callbacks.doctor;

import java.util.List;
import java.util.Locale;

/// What a [GradientDoctor] can find, causes before consequences: findings are told in this order.
public enum Problem {
    NON_FINITE(
            "numbers that are none",
            "From the first NaN on every gradient is NaN, and so is every weight a step later. Nothing that is"
                    + " computed afterwards means anything.",
            "keep log, division and square root away from 0: log(x + 1e-7), or losses with from_logits",
            "a smaller learning rate, or clipnorm in the optimizer",
            "look for NaN and infinite numbers in the data"),
    SYMMETRIC_WEIGHTS(
            "weights that begin alike",
            "Units that begin with equal weights get equal gradients and stay equal for ever. The layer is worth one"
                    + " unit, or none where the weights are zero.",
            "a random kernel initializer, such as GlorotUniform, which is the default",
            "zeros for biases only"),
    CONSTANT_LABELS(
            "constant labels",
            "All targets seen so far are the same, and a network learns to say that whatever it is shown. The loss"
                    + " looks splendid and means nothing.",
            "look at how the targets are read: the column, the folder, the order of x and y"),
    UNSCALED_INPUTS(
            "inputs far from 1",
            "Gradients of the first layer grow with its inputs, so that no learning rate fits it and the other layers"
                    + " alike. Features with large numbers drown the others.",
            "a Normalization layer that has seen the data (adapt) as the first layer",
            "for pixels, new Rescaling(1 / 255.0)"),
    LEARNING_RATE_TOO_HIGH(
            "learning rate too high",
            "A step should change weights by about a thousandth of their size. Steps this large jump over every"
                    + " minimum, and may throw the weights where no gradient leads back.",
            "the learning rate divided by 10, and again until the loss falls",
            "a warm-up, or clipnorm in the optimizer"),
    EXPLODING_GRADIENTS(
            "exploding gradients",
            "The gradient says that a change of the weights by their own size changes the loss a thousandfold and more."
                    + " One such step undoes what many have learned.",
            "clipnorm=1 in the optimizer",
            "a recurrent kernel that is orthogonal, or LSTM or GRU in place of a simple cell",
            "smaller initial weights; targets around 1"),
    DEAD_UNITS(
            "dead ReLU units",
            "A ReLU that is 0 for every example passes no gradient, so its weights never change again. The layer is"
                    + " smaller than it looks.",
            "a smaller learning rate",
            "HeNormal as kernel initializer, and inputs around 0",
            "LeakyReLU, ELU or GELU in place of ReLU"),
    SATURATED_UNITS(
            "saturated units",
            "At the ends of a sigmoid, tanh or softmax the slope is nearly 0, and so is the gradient that comes"
                    + " through. The layers before learn nothing as long as it stays there.",
            "smaller initial weights, or scaled inputs",
            "BatchNormalization before the activation",
            "at the output, a loss with from_logits=true and a smaller learning rate"),
    VANISHING_GRADIENTS(
            "vanishing gradients",
            "The gradient gets smaller from layer to layer on its way back, and the first layers hardly learn. What"
                    + " they pass on stays as random as it began.",
            "ReLU or GELU in place of sigmoid and tanh",
            "BatchNormalization or LayerNormalization between the layers",
            "residual connections, or fewer layers"),
    LEARNING_RATE_TOO_LOW(
            "learning rate too low",
            "A step should change weights by about a thousandth of their size. At this pace they stay where they began,"
                    + " however long it takes.",
            "the learning rate times 10, and again until the loss falls; LearningRateFinder looks for it"),
    CONSTANT_OUTPUTS(
            "constant outputs",
            "The model says the same to every example of a batch, though the targets differ. It ignores its inputs.",
            "look for a layer whose outputs are all 0, and at the scale of the inputs",
            "a smaller learning rate, other initial weights"),
    NO_SIGNAL(
            "labels shuffled, or no signal in the inputs",
            "What the model says is no better than one answer for all examples, though gradients and steps are sound."
                    + " Labels shuffled against their inputs look just like inputs that say nothing about"
                    + " their labels.",
            "look at a few examples beside their labels; shuffle x and y together, as Dataset does",
            "features that have to do with the target"),
    PLATEAU(
            "loss plateau",
            "The loss does not fall any more, and is hardly below where it began. More epochs of the same will not"
                    + " help.",
            "another learning rate, or a schedule: ReduceLROnPlateau",
            "a larger network, other features"),
    OVERFITTING(
            "overfitting",
            "The loss of the training examples falls on while that of the validation grows: the model learns them by"
                    + " heart. On new examples it gets worse with every epoch.",
            "EarlyStopping with restoreBestWeights",
            "Dropout, weight decay, a smaller network",
            "more examples, or augmentation");

    private final String title;
    private final String why;
    private final List<String> advice;

    Problem(String title, String why, String... advice) {
        this.title = title;
        this.why = why;
        this.advice = List.of(advice);
    }

    /// What it is called in a sentence: "dead ReLU units".
    public String title() {
        return title;
    }

    /// Why it matters, in two sentences.
    public String why() {
        return why;
    }

    /// What to try, the most likely help first.
    public List<String> advice() {
        return advice;
    }

    /// The name in JSON: `dead_units`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
