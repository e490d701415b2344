package jacobian.keras.saving;

/// A file that is not read: it is broken, of a form that is not supported, or beyond a limit. The message says
/// what was found and where; for a limit also which one, and how somebody who trusts the file raises it.
public final class RefusedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// A broken or unsupported file; `message` says what was found and what was expected.
    public RefusedFileException(String message) {
        super(message);
    }

    /// As above, found by a library, whose exception is the `cause`.
    public RefusedFileException(String message, Throwable cause) {
        super(message, cause);
    }

    /// A file beyond a limit.
    ///
    /// @param found what the file asks for, as in "dataset /a/b unpacks to 5000000000 bytes"
    /// @param limit the component of [Limits], as in "totalBytes"
    /// @param allowed its value, or what follows from it for this file
    public static RefusedFileException beyond(String found, String limit, long allowed) {
        var wither = "with" + Character.toUpperCase(limit.charAt(0)) + limit.substring(1);
        return new RefusedFileException(found + ", but the limit " + limit + " allows " + allowed
                + ": if you trust the file, read it with limits(Limits.standard()." + wither + "(...))");
    }

    /// The same refusal with the file's name before it.
    public RefusedFileException in(String file) {
        return new RefusedFileException(file + ": " + getMessage(), this);
    }
}
