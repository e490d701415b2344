package jacobian.engine.shape;

/// An operation was given an element type that it does not take.
public final class DTypeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public DTypeException(String message) {
        super(message);
    }
}
