package jacobian.keras.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/// Batches collected from records as they are read.
final class CollectedBatches implements Batches {
    private final Stream<Object[]> stream;
    private final Iterator<Object[]> records;
    private final BatchPlan plan;
    private RowsBuilder inputs = new RowsBuilder();
    private RowsBuilder targets = new RowsBuilder();

    CollectedBatches(Stream<Object[]> stream, BatchPlan plan) {
        this.stream = stream;
        this.records = stream.iterator();
        this.plan = plan;
    }

    @Override
    public boolean hasNext() {
        while (inputs.count() < plan.size() && records.hasNext()) {
            var record = records.next();
            inputs.add(record[0]);
            targets.add(record[1]);
        }
        return plan.dropRemainder() ? inputs.count() == plan.size() : inputs.count() > 0;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch has no more batches");
        }
        var columns = Columns.of(inputs.build(), targets.build());
        inputs = new RowsBuilder();
        targets = new RowsBuilder();
        int count = (int) columns.count();
        return new BatchMemory(columns, new BatchPlan(count, false))
                .batch(Order.natural(count).of(0), 0, count);
    }

    @Override
    public void close() {
        stream.close();
    }
}
