package jacobian.keras.config;

import jacobian.engine.shape.DType;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What holds for everything made from now on, as `keras.config` has it.
///
/// ```java
/// Config.setDtypePolicy("mixed_bfloat16");
/// var model = new Sequential(new Input(784), new Dense(512), new Dense(10).dtype(DType.FLOAT32));
/// ```
public final class Config {
    private static volatile DType floatx = DType.FLOAT32;
    private static volatile @Nullable DTypePolicy policy;
    private static volatile double epsilon = 1e-7;
    private static volatile DataFormat imageDataFormat = DataFormat.CHANNELS_LAST;
    private static volatile OptionalInt maxEpochs = OptionalInt.empty();
    private static volatile OptionalLong maxStepsPerEpoch = OptionalLong.empty();
    private static volatile boolean interactive = true;

    private Config() {}

    /// The floating type of inputs, and of layers where no policy is set; float32 unless changed.
    public static DType floatx() {
        return floatx;
    }

    /// Changes [#floatx]: float32, float64, bfloat16 or float16.
    public static void setFloatx(DType value) {
        if (!value.isFloating()) {
            throw new IllegalArgumentException(
                    "floatx=" + value + ": needs a floating type, float32, float64, bfloat16 or float16");
        }
        floatx = value;
    }

    /// The policy of layers that are given none.
    public static DTypePolicy dtypePolicy() {
        var chosen = policy;
        return chosen == null ? DTypePolicy.of(floatx) : chosen;
    }

    /// Sets the policy of layers made from now on that are given none.
    public static void setDtypePolicy(DTypePolicy policy) {
        Config.policy = policy;
    }

    /// As [#setDtypePolicy(DTypePolicy)], by name: `"mixed_bfloat16"`.
    public static void setDtypePolicy(String policy) {
        setDtypePolicy(new DTypePolicy(policy));
    }

    /// The number that keeps logarithms and divisions away from 0 in losses, metrics and constraints; 1e-7 unless
    /// changed.
    public static double epsilon() {
        return epsilon;
    }

    /// Changes [#epsilon].
    public static void setEpsilon(double value) {
        epsilon = Checks.positive("epsilon", value);
    }

    /// Where images have their channels in layers that are not told; last unless changed.
    public static DataFormat imageDataFormat() {
        return imageDataFormat;
    }

    /// Sets where images have their channels in layers made from now on that are not told.
    public static void setImageDataFormat(DataFormat dataFormat) {
        imageDataFormat = dataFormat;
    }

    /// The most epochs that `fit` trains, whatever it is told; empty unless set.
    public static OptionalInt maxEpochs() {
        return maxEpochs;
    }

    /// Sets [#maxEpochs], for a quick trial of a long run.
    public static void setMaxEpochs(int epochs) {
        maxEpochs = OptionalInt.of(Checks.positive("max_epochs", epochs));
    }

    /// The most batches an epoch, a test and a prediction have, whatever they are told; empty unless set.
    public static OptionalLong maxStepsPerEpoch() {
        return maxStepsPerEpoch;
    }

    /// Sets [#maxStepsPerEpoch], for a quick trial of a long run.
    public static void setMaxStepsPerEpoch(int steps) {
        maxStepsPerEpoch = OptionalLong.of(Checks.positive("max_steps_per_epoch", steps));
    }

    /// Takes [#maxEpochs] and [#maxStepsPerEpoch] back.
    public static void removeLimits() {
        maxEpochs = OptionalInt.empty();
        maxStepsPerEpoch = OptionalLong.empty();
    }

    /// Whether progress is shown as bars that are renewed in place, where the output is a terminal; it is unless
    /// disabled.
    public static boolean isInteractiveLoggingEnabled() {
        return interactive;
    }

    /// Shows progress as bars that are renewed in place, where the output is a terminal.
    public static void enableInteractiveLogging() {
        interactive = true;
    }

    /// Shows progress as one line an epoch.
    public static void disableInteractiveLogging() {
        interactive = false;
    }
}
