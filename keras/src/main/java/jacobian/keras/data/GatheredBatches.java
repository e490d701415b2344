package jacobian.keras.data;

import java.util.NoSuchElementException;

/// Batches gathered from columns in memory: one copy a row, or one a batch where the rows lie together. Nothing
/// is made for a row, and closed batches are used again.
final class GatheredBatches implements Batches {
    private final BatchMemory memory;
    private final int[] order;
    private final int used;
    private int next;

    /// The rows in the given order, from batch number `from` on.
    GatheredBatches(BatchMemory memory, int[] order, long from) {
        this.memory = memory;
        this.order = order;
        this.used = memory.plan().used(order.length);
        this.next = (int) Math.min(used, from * memory.plan().size());
    }

    @Override
    public boolean hasNext() {
        return next < used;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch has no more batches");
        }
        int count = Math.min(memory.plan().size(), used - next);
        var batch = memory.batch(order, next, count);
        next += count;
        return batch;
    }
}
