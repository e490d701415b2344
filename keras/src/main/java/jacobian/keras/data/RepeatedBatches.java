package jacobian.keras.data;

import java.util.NoSuchElementException;

/// The batches of several epochs one after the other.
final class RepeatedBatches implements Batches {
    private final BatchSource source;
    private final long end;
    private long epoch;
    private Batches current;

    /// `times` epochs from number `epoch` on, without their first `skipped` batches.
    RepeatedBatches(BatchSource source, long epoch, int times, long skipped) {
        this.source = source;
        this.epoch = epoch;
        this.end = epoch + times;
        this.current = source.open(epoch, 0);
        for (long i = 0; i < skipped && hasNext(); i++) {
            next().close();
        }
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && epoch + 1 < end) {
            current.close();
            epoch++;
            current = source.open(epoch, 0);
        }
        return current.hasNext();
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch has no more batches");
        }
        return current.next();
    }

    @Override
    public void close() {
        current.close();
    }
}
