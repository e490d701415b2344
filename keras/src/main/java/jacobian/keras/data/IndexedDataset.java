package jacobian.keras.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Examples in memory, taken in any order.
final class IndexedDataset extends RowDataset {
    private final Columns columns;
    private final Order order;
    private final int count;

    /// Whether each row is taken once, in whatever order.
    private final boolean whole;

    IndexedDataset(Columns columns) {
        this(columns, Order.natural(columns.count()), (int) columns.count(), true, List.of());
    }

    private IndexedDataset(Columns columns, Order order, int count, boolean whole, List<UnaryOperator<Batch>> maps) {
        super(maps);
        this.columns = columns;
        this.order = order;
        this.count = count;
        this.whole = whole;
    }

    private Dataset with(Order other, int size) {
        if (size == 0) {
            throw new IllegalArgumentException("nothing is left of a data set of " + count + " examples");
        }
        return new IndexedDataset(columns, other, size, false, maps);
    }

    @Override
    Dataset withMaps(List<UnaryOperator<Batch>> functions) {
        return new IndexedDataset(columns, order, count, whole, functions);
    }

    @Override
    BatchSource source(int size, boolean dropRemainder) {
        var memory = new BatchMemory(columns, new BatchPlan(size, dropRemainder));
        return (epoch, from) -> new GatheredBatches(memory, order.of(epoch), from);
    }

    @Override
    public Dataset sampleWeight(float... weights) {
        return new IndexedDataset(columns.withWeights(List.of(Rows.of(weights))), order, count, whole, maps);
    }

    @Override
    public Dataset shuffle(long seed) {
        return new IndexedDataset(columns, order.shuffled(seed), count, whole, maps);
    }

    @Override
    public Dataset take(long wanted) {
        int taken = (int) Math.min(wanted, count);
        return with(order.range(0, taken), taken);
    }

    @Override
    public Dataset skip(long unwanted) {
        int skipped = (int) Math.min(unwanted, count);
        return with(order.range(skipped, count), count - skipped);
    }

    @Override
    public Dataset repeat(int times) {
        return with(order.repeated(times), Math.multiplyExact(count, times));
    }

    @Override
    public Split split(double fraction) {
        int border = (int) Math.round(fraction * count);
        if (!(fraction > 0 && fraction < 1) || border == 0 || border == count) {
            throw new IllegalArgumentException("split(" + fraction + ") of " + count
                    + " examples leaves one part empty:" + " the fraction lies between 0 and 1");
        }
        return new Split(
                with(order.fixedRange(0, border), border), with(order.fixedRange(border, count), count - border));
    }

    /// The first and the last examples.
    Split parts(SplitOptions sizes) {
        int left = sizes.left(count);
        int right = sizes.right(count);
        return new Split(with(order.fixedRange(0, left), left), with(order.fixedRange(count - right, count), right));
    }

    @Override
    public Dataset cache() {
        return this;
    }

    @Override
    public Optional<List<Rows>> columns() {
        return whole && maps.isEmpty() ? Optional.of(columns.all()) : Optional.empty();
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(count);
    }

    @Override
    public String toString() {
        return "Dataset of " + count + " examples, inputs " + columns.inputs() + ", targets " + columns.targets();
    }
}
