package jacobian.keras.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Examples that are not in batches yet.
abstract sealed class RowDataset extends Dataset permits IndexedDataset, StreamedDataset {
    /// What happens to batches once there are some.
    final List<UnaryOperator<Batch>> maps;

    RowDataset(List<UnaryOperator<Batch>> maps) {
        this.maps = maps;
    }

    /// The same examples with other functions to come.
    abstract Dataset withMaps(List<UnaryOperator<Batch>> functions);

    /// Batches as they come from the rows.
    abstract BatchSource source(int size, boolean dropRemainder);

    @Override
    public Dataset batch(int size, boolean dropRemainder) {
        if (size < 1) {
            throw new IllegalArgumentException("batch(" + size + "): a batch has at least one example");
        }
        var count = OptionalLong.empty();
        if (cardinality().isPresent()) {
            long rows = cardinality().getAsLong();
            count = OptionalLong.of(dropRemainder ? rows / size : (rows + size - 1) / size);
        }
        Dataset batched = new BatchedDataset(source(size, dropRemainder), count);
        for (var function : maps) {
            batched = batched.map(function);
        }
        return batched;
    }

    @Override
    public Dataset map(UnaryOperator<Batch> function) {
        var functions = new ArrayList<>(maps);
        functions.add(function);
        return withMaps(List.copyOf(functions));
    }

    @Override
    public Dataset prefetch(int count) {
        throw new IllegalStateException(
                "prefetch(" + count + ") before batch: what is read ahead are batches, so call batch(...) first");
    }

    @Override
    public boolean isBatched() {
        return false;
    }

    @Override
    public Batches read(long epoch, long from) {
        return batch(DEFAULT_BATCH_SIZE).read(epoch, from);
    }
}
