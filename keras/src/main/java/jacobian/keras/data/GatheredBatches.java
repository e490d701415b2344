package jacobian.keras.data;

import jacobian.engine.backend.Buffer;
import jacobian.engine.execution.Programs;
import jacobian.engine.shape.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Batches gathered from columns in memory: one copy a row, or one a batch where the rows lie together. Nothing
/// is made for a row, and buffers of closed batches are used again.
final class GatheredBatches implements Batches {
    private final Columns columns;
    private final List<Rows> rows;
    private final int[] order;
    private final BatchPlan plan;
    private final int used;
    private final ConcurrentLinkedQueue<Buffer[]> free = new ConcurrentLinkedQueue<>();
    private final MemorySegment staging;
    private long next;

    GatheredBatches(Columns columns, int[] order, BatchPlan plan, long from) {
        this.columns = columns;
        this.rows = columns.all();
        this.order = order;
        this.plan = plan;
        this.used = plan.used(order.length);
        this.next = from * plan.size();
        long largest = rows.stream().mapToLong(Rows::rowBytes).max().orElse(0);
        this.staging = Arena.ofAuto().allocate(largest * Math.min(plan.size(), order.length), 64);
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
        int from = (int) next;
        int count = Math.min(plan.size(), used - from);
        var buffers = count == plan.size() ? free.poll() : null;
        if (buffers == null) {
            buffers = allocate(count);
        }
        for (int i = 0; i < buffers.length; i++) {
            fill(buffers[i], rows.get(i), from, count);
        }
        next += count;
        return new Batch(columns.layout(), buffers, count == plan.size() ? free::add : _ -> {});
    }

    private Buffer[] allocate(int count) {
        var backend = Programs.standard().backend();
        return rows.stream()
                .map(each -> backend.allocate(
                        each.type().withShape(Shape.of(count).concat(each.type().shape()))))
                .toArray(Buffer[]::new);
    }

    private void fill(Buffer buffer, Rows column, int from, int count) {
        long bytes = column.rowBytes();
        if (Rows.run(order, from, count) == count) {
            buffer.write(column.elements().asSlice(order[from] * bytes, count * bytes));
        } else {
            column.gather(order, from, count, staging);
            buffer.write(staging);
        }
    }
}
