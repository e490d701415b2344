package jacobian.keras.data;

import jacobian.engine.backend.Buffer;
import jacobian.engine.execution.Programs;
import jacobian.engine.shape.Shape;
import java.util.ArrayDeque;
import java.util.List;

/// The batches of one size that are made of the same columns, epoch after epoch: whole ones that are closed are
/// filled again. Any number of iterations may share it.
final class BatchMemory {
    private final Batch.Layout layout;
    private final List<Rows> rows;
    private final BatchPlan plan;
    private final ArrayDeque<Batch> free = new ArrayDeque<>();

    BatchMemory(Columns columns, BatchPlan plan) {
        this.layout = columns.layout();
        this.rows = columns.all();
        this.plan = plan;
    }

    BatchPlan plan() {
        return plan;
    }

    /// The `count` rows at `order[from]` and what follows.
    Batch batch(int[] order, int from, int count) {
        var batch = count == plan.size() ? take() : new Batch(layout, allocate(count), _ -> {});
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).gather(order, from, count, batch.buffer(i));
        }
        return batch;
    }

    private Batch take() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.pop().open();
            }
        }
        return new Batch(layout, allocate(plan.size()), this::release);
    }

    private void release(Batch batch) {
        synchronized (free) {
            free.push(batch);
        }
    }

    private Buffer[] allocate(int count) {
        var backend = Programs.standard().backend();
        return rows.stream()
                .map(each -> backend.allocate(
                        each.type().withShape(Shape.of(count).concat(each.type().shape()))))
                .toArray(Buffer[]::new);
    }
}
