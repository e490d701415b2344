package jacobian.keras.serialization.legacy;

import java.util.Optional;

/// What software wrote a file: the first number of Keras' version, and the back end it ran on, empty where the
/// file does not say.
public record LegacyOrigin(int major, String backend) {
    /// The origin that a file states in its attributes `keras_version` and `backend`. Keras 1 stated neither
    /// beside its weights.
    public static LegacyOrigin of(Optional<String> version, Optional<String> backend) {
        int major = version.map(LegacyOrigin::first).orElse(1);
        return new LegacyOrigin(major, backend.orElse(""));
    }

    private static int first(String version) {
        char digit = version.isEmpty() ? ' ' : version.charAt(0);
        // Keras 0 wrote weights as Keras 1 did.
        return digit >= '1' && digit <= '9' ? digit - '0' : 1;
    }

    /// Whether its convolutions turn their kernels around, as Theano's did.
    boolean turnsKernels() {
        return backend.equals("theano");
    }

    /// Whether configurations are those of Keras 3 already.
    boolean isToday() {
        return major >= 3;
    }
}
