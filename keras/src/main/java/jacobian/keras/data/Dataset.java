package jacobian.keras.data;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Examples to train on: inputs, targets and sample weights, read lazily and in batches. Immutable: each
/// operation gives another data set.
///
/// ```java
/// var train = Dataset.of(x, y).shuffle(42).batch(128).prefetch(2);
/// for (int epoch = 0; epoch < 5; epoch++) {
///     for (var batch : train.batches(epoch)) step.run(batch.buffers());
/// }
/// ```
///
/// Before [#batch] an element is one example, after it a batch. What epoch number `e` yields depends on `e` and
/// the seeds alone.
public abstract sealed class Dataset permits RowDataset, BatchedDataset {
    /// How many examples a batch has where nobody says.
    public static final int DEFAULT_BATCH_SIZE = 32;

    /// The two parts of a data set.
    public record Split(Dataset first, Dataset rest) {}

    /// Inputs without targets: for predict.
    public static Dataset of(Tensor x) {
        return new IndexedDataset(Columns.of(x, List.of()));
    }

    /// Inputs and targets, one row of each an example.
    public static Dataset of(Tensor x, Tensor y) {
        return new IndexedDataset(Columns.of(x, y));
    }

    public static Dataset of(float[][] x, int[] y) {
        return new IndexedDataset(Columns.of(x, y));
    }

    public static Dataset of(float[][] x, float[] y) {
        return new IndexedDataset(Columns.of(x, y));
    }

    public static Dataset of(float[][] x, float[][] y) {
        return new IndexedDataset(Columns.of(x, y));
    }

    /// Becomes float32.
    public static Dataset of(double[][] x, int[] y) {
        return new IndexedDataset(Columns.of(x, y));
    }

    /// Becomes float32.
    public static Dataset of(double[][] x, double[] y) {
        return new IndexedDataset(Columns.of(x, y));
    }

    /// Becomes float32.
    public static Dataset of(double[][] x, double[][] y) {
        return new IndexedDataset(Columns.of(x, y));
    }

    /// Columns that are in memory already, or mapped from a file; they are not copied.
    public static Dataset of(Rows x, Rows y) {
        return new IndexedDataset(Columns.of(x, y));
    }

    /// Several inputs and targets by position, each a tensor, an array or [Rows].
    public static Dataset of(List<?> xs, List<?> ys) {
        return new IndexedDataset(Columns.of(xs, ys));
    }

    /// Several inputs and targets by name, each a tensor, an array or [Rows].
    public static Dataset of(Map<String, ?> xs, Map<String, ?> ys) {
        return new IndexedDataset(Columns.of(xs, ys));
    }

    /// Records of the user's own: `features` and `label` give numbers, arrays or tensors, alike for all
    /// records. They are copied now.
    public static <R> Dataset of(List<R> records, Function<? super R, ?> features, Function<? super R, ?> label) {
        return of(() -> records.stream(), features, label).cache();
    }

    /// Records read anew in each epoch, never all in memory.
    public static <R> Dataset of(
            Supplier<? extends Stream<R>> records, Function<? super R, ?> features, Function<? super R, ?> label) {
        return new StreamedDataset(() ->
                records.get().map(each -> new Object[] {features.apply(each), label.apply(each)}));
    }

    /// Records read anew in each epoch, never all in memory.
    public static <R> Dataset of(Iterable<R> records, Function<? super R, ?> features, Function<? super R, ?> label) {
        return of(() -> StreamSupport.stream(records.spliterator(), false), features, label);
    }

    /// This data set with a weight for each example, as many as it was made with. Refused after [#batch] and for
    /// records that are streamed.
    public abstract Dataset sampleWeight(float... weights);

    /// The examples in a fresh order in each epoch. Refused after [#batch], and for records that are streamed:
    /// [#cache] them first.
    public abstract Dataset shuffle(long seed);

    /// Batches of `size` examples; the last one may be smaller.
    public Dataset batch(int size) {
        return batch(size, false);
    }

    /// Batches of `size` examples; with `dropRemainder` a smaller last one is left out.
    public abstract Dataset batch(int size, boolean dropRemainder);

    /// Applies `function` to each batch, of whatever size: `map(batch -> batch.mapInputs(x -> x.divide(255)))`.
    public abstract Dataset map(UnaryOperator<Batch> function);

    /// The first `count` elements of each epoch.
    public abstract Dataset take(long count);

    /// Each epoch without its first `count` elements.
    public abstract Dataset skip(long count);

    /// `times` epochs one after the other as one.
    public abstract Dataset repeat(int times);

    /// The first `fraction` of the examples, and the rest. What is shuffled is split in the order of epoch 0,
    /// so that no example ever moves from one part to the other; shuffle the first part again. Refused after
    /// [#batch].
    public abstract Split split(double fraction);

    /// Two parts by fractions or counts: `data.split(parts -> parts.leftSize(0.8).shuffle(42))`. What is not
    /// shuffled is divided in its order, a series in that of time. Refused after [#batch] and for records that
    /// are streamed.
    public Split split(Consumer<SplitOptions> options) {
        var chosen = new SplitOptions();
        options.accept(chosen);
        var source = chosen.seed().isPresent() ? shuffle(chosen.seed().getAsLong()) : this;
        if (!(source instanceof IndexedDataset indexed)) {
            throw new IllegalStateException("only examples one by one and of a known number can be split: call split"
                    + " before batch(), and cache() before that for records that are streamed");
        }
        return indexed.parts(chosen);
    }

    /// Windows of `sequenceLength` steps of `series`, whose axis 0 is time, without targets.
    public static Dataset timeSeries(Tensor series, int sequenceLength, Consumer<TimeSeries> options) {
        var windows = new TimeSeries(sequenceLength);
        options.accept(windows);
        return windows.of(series);
    }

    /// Windows of `sequenceLength` steps of `series`, whose axis 0 is time; the target of a window is the row of
    /// `targets` at its first step. [#split] divides them in the order of time.
    public static Dataset timeSeries(Tensor series, Tensor targets, int sequenceLength, Consumer<TimeSeries> options) {
        var windows = new TimeSeries(sequenceLength);
        options.accept(windows);
        return windows.of(series, targets);
    }

    /// All examples in memory: streamed records are read now, once.
    public abstract Dataset cache();

    /// A thread of its own reads up to `count` batches ahead. Refused before [#batch].
    public abstract Dataset prefetch(int count);

    /// How many elements (examples, or after [#batch] batches) an epoch has; empty where it is not known before
    /// reading.
    public abstract OptionalLong cardinality();

    public abstract boolean isBatched();

    /// All examples as columns in memory, inputs, then targets, then sample weights; empty where some rows are
    /// left out, functions are to be applied, or examples are streamed or batched.
    public Optional<List<Rows>> columns() {
        return Optional.empty();
    }

    /// Batch `from` and all that follow of epoch number `epoch`; batches of [#DEFAULT_BATCH_SIZE] where nothing
    /// else was said.
    public abstract Batches read(long epoch, long from);

    /// All batches of epoch number `epoch`.
    public Iterable<Batch> batches(long epoch) {
        return () -> read(epoch, 0);
    }
}
