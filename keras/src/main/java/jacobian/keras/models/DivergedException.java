package jacobian.keras.models;

/// Training has left the numbers: the loss is NaN or infinite.
public final class DivergedException extends ArithmeticException {
    private static final long serialVersionUID = 1;

    public DivergedException(String message) {
        super(message);
    }
}
