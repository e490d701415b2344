package jacobian.cli;

/// The command line is wrong: the message says what was given, what is expected and how to mend it.
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
