package jacobian.keras.tuners;

/// The number by which trials are compared is not there: no trial of this search can have a score.
final class MissingObjectiveException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    MissingObjectiveException(String message) {
        super(message);
    }
}
