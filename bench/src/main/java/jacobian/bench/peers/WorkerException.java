package jacobian.bench.peers;

import java.io.Serial;

/// A worker did not start, ended, or said what it cannot do: its figure stands as n/a with this message.
final class WorkerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String reason;

    WorkerException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /// What a reader is told.
    String reason() {
        return reason;
    }
}
