package jacobian.engine.shape;

/// Shapes do not fit together; the message names the axis, both sizes and the way out.
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public ShapeException(String message) {
        super(message);
    }
}
