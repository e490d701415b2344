package jacobian.keras.callbacks;

import java.util.Map;

/// Counts batches over the borders of epochs, and says when some number of them have passed.
final class BatchCount {
    /// After how many; 0 for never.
    int every;

    private long since;
    private long last = -1;

    void begin() {
        since = 0;
        last = -1;
    }

    /// Notes the end of batch number `batch` of its epoch, which may be the last of several.
    boolean isDue(long batch) {
        since += batch <= last ? batch + 1 : batch - last;
        last = batch;
        boolean due = every > 0 && since >= every;
        since = due ? 0 : since;
        return due;
    }

    Map<String, Object> state() {
        return Map.of("batches_seen_since_last_saving", since, "last_batch_seen", last);
    }

    void restore(Map<String, Object> state) {
        since = (Long) state.getOrDefault("batches_seen_since_last_saving", 0L);
        last = (Long) state.getOrDefault("last_batch_seen", -1L);
    }
}
