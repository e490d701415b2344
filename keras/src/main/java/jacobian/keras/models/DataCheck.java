package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import jacobian.keras.data.Batch;
import jacobian.keras.data.Dataset;
import jacobian.keras.data.Rows;
import jacobian.keras.layers.Embedding;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at every number of a data set once, before training changes a weight: none may be NaN or infinite,
/// indices of classes and of embeddings must be in range.
final class DataCheck {
    /// Numbers looked at together.
    private static final int BLOCK = 4_096;

    /// The bits of float32 infinity; those of NaN are larger, those of finite numbers smaller, signs aside.
    private static final int INFINITY = 0x7f800000;

    private final Feed feed;
    private final List<Column> columns;
    private final int[] block = new int[BLOCK];
    private MemorySegment elements = MemorySegment.NULL;
    private long examples;

    /// One part of each example.
    ///
    /// @param limit how many values an index has; 0 where the numbers are no indices
    /// @param ignored an index that is allowed all the same
    private record Column(String name, int limit, long ignored, String why) {}

    private DataCheck(Feed feed, List<Column> columns) {
        this.feed = feed;
        this.columns = columns;
    }

    /// Prepares the training of `trainer` on the data and checks all of it that is in memory. What is streamed
    /// is to
    /// be
    /// checked as it is read, by the check that is returned then.
    ///
    /// @param batched the same data in batches, in order
    static Optional<DataCheck> of(Trainer trainer, Dataset data, Dataset batched, ClassWeights classWeights) {
        var check = Optional.<DataCheck>empty();
        boolean streamed = batched.cardinality().isEmpty();
        var columns = data.columns();
        boolean firstOnly = streamed || columns.isPresent();
        try (var batches = batched.read(0, 0)) {
            while (batches.hasNext() && !(firstOnly && check.isPresent())) {
                try (var batch = batches.next()) {
                    if (check.isEmpty()) {
                        trainer.prepareTraining(batch, classWeights);
                    }
                    check = check.or(() -> Optional.of(of(trainer, batch)));
                    if (!firstOnly) {
                        check.get().batch(batch);
                    }
                }
            }
        }
        if (check.isEmpty()) {
            throw new IllegalArgumentException("fit was given no examples: the data set is empty");
        }
        columns.ifPresent(check.get()::rows);
        return streamed ? check : Optional.empty();
    }

    private void rows(List<Rows> all) {
        var ordered = feed.ordered(all);
        for (int i = 0; i < ordered.size(); i++) {
            var rows = ordered.get(i);
            elements = rows.elements();
            check(
                    rows.type().dtype(),
                    columns.get(i),
                    rows.count(),
                    rows.type().shape().size());
        }
    }

    /// A check for batches like `batch`.
    static DataCheck of(Trainer trainer, Batch batch) {
        var columns = new ArrayList<Column>();
        var names = trainer.model().inputNames();
        int inputs = trainer.feed().inputs();
        for (int i = 0; i < inputs; i++) {
            columns.add(input(trainer.model(), i, "input" + name(names, i, inputs)));
        }
        var objective = trainer.objective();
        for (int i = 0; i < batch.targetCount(); i++) {
            columns.add(target(objective, i, "target" + name(objective.targets(), i, batch.targetCount())));
        }
        for (int i = 0; i < batch.weightCount(); i++) {
            columns.add(new Column("sample weight", 0, 0, ""));
        }
        return new DataCheck(trainer.feed(), columns);
    }

    private static String name(List<String> names, int index, int count) {
        return count > 1 && index < names.size() ? " \"" + names.get(index) + "\"" : "";
    }

    private static Column input(Model model, int index, String name) {
        for (var call : model.calls()) {
            if (call.layer() instanceof Embedding embedding
                    && call.inputs().get(0).node() == model.inputs().get(index).node()) {
                return new Column(
                        name, embedding.inputDim(), 0, embedding + " has rows 0 to " + (embedding.inputDim() - 1));
            }
        }
        return new Column(name, 0, 0, "");
    }

    private static Column target(Objective objective, int index, String name) {
        var goal = objective.goals().stream()
                .filter(each -> each.target() == index)
                .findFirst()
                .orElse(null);
        if (goal != null && goal.loss().orElse(null) instanceof SparseCategoricalCrossentropy loss) {
            long ignored = loss.config().get("ignore_class") instanceof Integer ignore ? ignore : 0;
            return new Column(
                    name,
                    goal.classes(),
                    ignored,
                    "the model has " + goal.classes() + " outputs, for classes 0 to " + (goal.classes() - 1));
        }
        return new Column(name, 0, 0, "");
    }

    /// Checks a batch.
    void batch(Batch batch) {
        var buffers = feed.buffers(batch);
        for (int i = 0; i < buffers.length; i++) {
            check(buffers[i], columns.get(i), batch.size());
        }
        examples += batch.size();
    }

    private void check(Buffer buffer, Column column, int rows) {
        var type = buffer.type();
        elements = buffer.memory().orElseGet(() -> copy(buffer));
        check(type.dtype(), column, rows, type.shape().size() / rows);
    }

    private static MemorySegment copy(Buffer buffer) {
        var type = buffer.type();
        var copy = Arena.ofAuto().allocate(type.shape().size() * type.dtype().bytes(), 64);
        buffer.read(copy);
        return copy;
    }

    /// Checks the elements of `rows` examples, `size` of each.
    private void check(DType dtype, Column column, long rows, long size) {
        if (dtype.isFloating() || column.limit() > 0) {
            long at = firstWrong(dtype, column, rows * size);
            if (at >= 0) {
                throw refused(column, examples + at / size, value(dtype, at));
            }
        }
    }

    private long firstWrong(DType type, Column column, long count) {
        if (column.limit() == 0) {
            return type == DType.FLOAT32 ? firstNotFinite(count) : firstNotFinite(type, count);
        }
        for (long i = 0; i < count; i++) {
            double value = value(type, i);
            if (!(value >= 0 && value < column.limit()) && value != column.ignored() || value != Math.rint(value)) {
                return i;
            }
        }
        return -1;
    }

    private long firstNotFinite(long count) {
        for (long from = 0; from < count; from += BLOCK) {
            int size = (int) Math.min(BLOCK, count - from);
            MemorySegment.copy(elements, ValueLayout.JAVA_INT_UNALIGNED, 4 * from, block, 0, size);
            if (largestBits(size) >= INFINITY) {
                for (int i = 0; ; i++) {
                    if ((block[i] & Integer.MAX_VALUE) >= INFINITY) {
                        return from + i;
                    }
                }
            }
        }
        return -1;
    }

    /// One maximum tells about the whole block, and the JIT compiler makes vectors of it.
    private int largestBits(int size) {
        int largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, block[i] & Integer.MAX_VALUE);
        }
        return largest;
    }

    private long firstNotFinite(DType type, long count) {
        for (long i = 0; i < count; i++) {
            if (!Double.isFinite(value(type, i))) {
                return i;
            }
        }
        return -1;
    }

    private double value(DType type, long at) {
        return switch (type) {
            case BOOL -> elements.get(ValueLayout.JAVA_BYTE, at);
            case UINT8 -> elements.get(ValueLayout.JAVA_BYTE, at) & 0xff;
            case INT32 -> elements.get(ValueLayout.JAVA_INT_UNALIGNED, 4 * at);
            case INT64 -> elements.get(ValueLayout.JAVA_LONG_UNALIGNED, 8 * at);
            case FLOAT32 -> elements.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * at);
            case FLOAT64 -> elements.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8 * at);
            case BFLOAT16, FLOAT16 ->
                HalfPrecision.number(type, elements.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * at));
        };
    }

    private static IllegalArgumentException refused(Column column, long example, double value) {
        if (column.limit() == 0) {
            return new IllegalArgumentException(
                    "the data has " + value + " in the " + column.name() + " of example " + example
                            + "\n  needs  finite numbers"
                            + "\n  mend   leave such examples out, or put the mean of the others in its place");
        }
        var number = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        return new IllegalArgumentException(
                "the data has " + number + " in the " + column.name() + " of example " + example
                        + "\n  needs  a whole number from 0 to " + (column.limit() - 1) + ", as " + column.why()
                        + "\n  mend   number them from 0, or make the model larger");
    }
}
