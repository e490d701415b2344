package jacobian.keras.data;

import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// A data set whose elements are batches.
final class BatchedDataset extends Dataset {
    private final BatchSource source;
    private final OptionalLong count;

    BatchedDataset(BatchSource source, OptionalLong count) {
        this.source = source;
        this.count = count;
    }

    private static IllegalStateException late(String call) {
        return new IllegalStateException(call + " after batch: it is about examples, so call it before batch(...)");
    }

    @Override
    public Dataset sampleWeight(float... weights) {
        throw late("sampleWeight");
    }

    @Override
    public Dataset shuffle(long seed) {
        throw late("shuffle(" + seed + ")");
    }

    @Override
    public Dataset batch(int size, boolean dropRemainder) {
        throw late("batch(" + size + ")");
    }

    @Override
    public Split split(double fraction) {
        throw late("split(" + fraction + ")");
    }

    @Override
    public Dataset cache() {
        throw late("cache()");
    }

    @Override
    public Dataset map(UnaryOperator<Batch> function) {
        return new BatchedDataset((epoch, from) -> new MappedBatches(source.open(epoch, from), function), count);
    }

    @Override
    public Dataset take(long wanted) {
        BatchSource first = (epoch, from) -> new LimitedBatches(source.open(epoch, from), Math.max(0, wanted - from));
        return new BatchedDataset(
                first, count.isPresent() ? OptionalLong.of(Math.min(wanted, count.getAsLong())) : count);
    }

    @Override
    public Dataset skip(long unwanted) {
        return new BatchedDataset(
                (epoch, from) -> source.open(epoch, from + unwanted),
                count.isPresent() ? OptionalLong.of(Math.max(0, count.getAsLong() - unwanted)) : count);
    }

    @Override
    public Dataset repeat(int times) {
        return new BatchedDataset(
                (epoch, from) -> new RepeatedBatches(source, epoch * times, times, from),
                count.isPresent() ? OptionalLong.of(count.getAsLong() * times) : count);
    }

    @Override
    public Dataset prefetch(int ahead) {
        if (ahead < 1) {
            throw new IllegalArgumentException("prefetch(" + ahead + "): at least one batch is read ahead");
        }
        return new BatchedDataset((epoch, from) -> new PrefetchedBatches(source.open(epoch, from), ahead), count);
    }

    @Override
    public OptionalLong cardinality() {
        return count;
    }

    @Override
    public boolean isBatched() {
        return true;
    }

    @Override
    public Batches read(long epoch, long from) {
        return source.open(epoch, from);
    }

    @Override
    public String toString() {
        return "Dataset of " + (count.isPresent() ? count.getAsLong() + " " : "") + "batches";
    }

    private record MappedBatches(Batches from, UnaryOperator<Batch> function) implements Batches {
        @Override
        public boolean hasNext() {
            return from.hasNext();
        }

        @Override
        public Batch next() {
            return function.apply(from.next());
        }

        @Override
        public void close() {
            from.close();
        }
    }

    private static final class LimitedBatches implements Batches {
        private final Batches from;
        private long left;

        LimitedBatches(Batches from, long left) {
            this.from = from;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && from.hasNext();
        }

        @Override
        public Batch next() {
            if (left == 0) {
                throw new NoSuchElementException("the epoch has no more batches");
            }
            left--;
            return from.next();
        }

        @Override
        public void close() {
            from.close();
        }
    }
}
