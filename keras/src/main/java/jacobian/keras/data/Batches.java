package jacobian.keras.data;

import java.util.Iterator;

/// Batches one after the other. Leaving an iteration early is fine; [#close] ends it at once where a thread reads
/// ahead.
public interface Batches extends Iterator<Batch>, AutoCloseable {
    @Override
    default void close() {}
}
