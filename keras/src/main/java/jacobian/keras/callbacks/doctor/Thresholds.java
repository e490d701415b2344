package jacobian.keras.callbacks.doctor;

/// When something is called ill. `docs/doctor.md` shows the figures of sound and of broken networks between which
/// these stand.
final class Thresholds {
    /// Steps that are judged together; two windows in a row have to be ill.
    static final int WINDOW = 25;

    /// Fewer steps than these are not judged.
    static final int LEAST_WINDOW = 10;

    /// A gradient this much smaller in the first layers than in another one has vanished.
    static final double VANISHED = 1e-3;

    /// A loss that a kernel could change by this many times itself.
    static final double EXPLODED = 1e3;

    /// The part of the units of a layer that fire for no example.
    static final double DEAD = 0.25;

    /// That part where the loss is not worse than at first, this many times, if fewer units than [#LEFT] fire.
    static final double LOST = 0.9;

    static final int LEFT = 10;

    static final double HARM = 1.1;

    /// The part of the outputs of a hidden layer at the ends of its sigmoid or tanh.
    static final double SATURATED = 0.8;

    /// The mean largest probability, and the part of the sigmoids at their ends, of a model that is sure.
    static final double SURE = 0.98;

    /// Being sure is wrong where the loss is this many times that of one answer for all.
    static final double WRONG = 1.2;

    /// Steps that change weights by more than this part of their size are too large where the loss does not fall.
    static final double FAST = 0.1;

    /// A loss this many times that of the first step has been thrown up.
    static final double THROWN = 1.5;

    /// Outputs of a hidden layer this many times as large as the inputs of the model have exploded.
    static final double SWOLLEN = 100;

    /// Steps that change weights by less than this part of their size lead nowhere.
    static final double SLOW = 1e-5;

    static final int SLOW_STEPS = 100;

    /// Steps and epochs before which nothing is said about what is learned.
    static final int LEARNING_STEPS = 200;

    static final int LEARNING_EPOCHS = 7;

    /// Validation losses of fewer epochs show no course.
    static final int VALIDATED_EPOCHS = 5;

    /// A loss that has fallen by less than this part has not fallen.
    static final double FALL = 0.03;

    /// A training loss that is below that of one answer for all by less than this part has learned nothing yet.
    static final double LITTLE = 0.05;

    /// Predictions correlated to the targets by less than this are as good as none.
    static final double ASSOCIATION = 0.15;

    /// Predictions of which less than this part differs from example to example are constant.
    static final double VARIATION = 1e-6;

    /// The root mean square of a feature beyond which inputs are unscaled, and the largest input below which.
    static final double LARGE_INPUT = 20;

    static final double SMALL_INPUT = 0.01;

    /// How many times its least value the validation loss has grown to where examples are learned by heart.
    static final double TURNED = 1.4;

    /// And by how much it has grown, as a part of the loss that one answer for all has.
    static final double RISE = 0.2;

    /// A rise smaller than this many times what the validation loss jumps from epoch to epoch is none.
    static final double JUMPS = 3;

    /// A training loss below this part of that of one answer for all is learned.
    static final double BY_HEART = 0.1;

    /// And a validation loss that is above this part, and falls no more, is of little use.
    static final double USELESS = 0.4;

    /// How often a moving average is to have been replaced before what it says counts.
    static final double SETTLED = 5;

    private Thresholds() {}
}
