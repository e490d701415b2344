package jacobian.keras.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Examples that are read one after the other, anew in each epoch: pairs of features and label.
final class StreamedDataset extends RowDataset {
    private final Supplier<Stream<Object[]>> records;

    StreamedDataset(Supplier<Stream<Object[]>> records) {
        this(records, List.of());
    }

    private StreamedDataset(Supplier<Stream<Object[]>> records, List<UnaryOperator<Batch>> maps) {
        super(maps);
        this.records = records;
    }

    @Override
    Dataset withMaps(List<UnaryOperator<Batch>> functions) {
        return new StreamedDataset(records, functions);
    }

    @Override
    BatchSource source(int size, boolean dropRemainder) {
        return (_, from) -> new CollectedBatches(records.get().skip(from * size), new BatchPlan(size, dropRemainder));
    }

    @Override
    public Dataset sampleWeight(float... weights) {
        throw new IllegalStateException("a weight for each example needs the examples in memory: call cache() first");
    }

    @Override
    public Dataset shuffle(long seed) {
        throw new IllegalStateException("a stream is read in its own order: call cache() before shuffle(" + seed + ")");
    }

    @Override
    public Dataset take(long count) {
        return new StreamedDataset(() -> records.get().limit(count), maps);
    }

    @Override
    public Dataset skip(long count) {
        return new StreamedDataset(() -> records.get().skip(count), maps);
    }

    @Override
    public Dataset repeat(int times) {
        return new StreamedDataset(() -> IntStream.range(0, times).boxed().flatMap(_ -> records.get()), maps);
    }

    @Override
    public Split split(double fraction) {
        throw new IllegalStateException(
                "a stream has no known length to split: call cache() before split(" + fraction + ")");
    }

    @Override
    public Dataset cache() {
        var inputs = new RowsBuilder();
        var targets = new RowsBuilder();
        try (var all = records.get()) {
            all.forEach(record -> {
                inputs.add(record[0]);
                targets.add(record[1]);
            });
        }
        Dataset cached = new IndexedDataset(Columns.of(inputs.build(), targets.build()));
        for (var function : new ArrayList<>(maps)) {
            cached = cached.map(function);
        }
        return cached;
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.empty();
    }

    @Override
    public String toString() {
        return "Dataset of streamed records";
    }
}
