package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.DType;
import jacobian.keras.data.Batch;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Embedding;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at every number of a data set once, before training changes a weight: none may be NaN or infinite, indices
/// of classes and of embeddings must be in range.
final class DataCheck {
    private final Feed feed;
    private final List<Column> columns;
    private MemorySegment elements = Arena.ofAuto().allocate(1 << 16, 64);
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

    /// Prepares `trainer` for the data and checks all of it that is in memory. What is streamed is to be checked as
    /// it is read, by the check that is returned then.
    static Optional<DataCheck> of(Trainer trainer, Dataset data) {
        var check = Optional.<DataCheck>empty();
        boolean streamed = data.cardinality().isEmpty();
        try (var batches = data.read(0, 0)) {
            while (batches.hasNext() && !(streamed && check.isPresent())) {
                try (var batch = batches.next()) {
                    trainer.prepare(batch);
                    check = check.or(() -> Optional.of(of(trainer, batch)));
                    if (!streamed) {
                        check.get().batch(batch);
                    }
                }
            }
        }
        if (check.isEmpty()) {
            throw new IllegalArgumentException("fit was given no examples: the data set is empty");
        }
        return streamed ? check : Optional.empty();
    }

    /// A check for batches like `batch`.
    static DataCheck of(Trainer trainer, Batch batch) {
        var columns = new ArrayList<Column>();
        var names = trainer.model().inputNames();
        for (int i = 0; i < batch.inputCount(); i++) {
            columns.add(input(trainer.model(), i, "input" + name(names, i, batch.inputCount())));
        }
        var outputs = trainer.model().outputNames();
        for (var goal : trainer.objective().goals()) {
            columns.add(target(
                    goal,
                    "target"
                            + name(
                                    outputs,
                                    goal.output(),
                                    trainer.objective().goals().size())));
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

    private static Column target(Goal goal, String name) {
        if (goal.loss().orElse(null) instanceof SparseCategoricalCrossentropy loss) {
            long ignored = loss.config().get("ignore_class") instanceof Integer index ? index : 0;
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
        long count = type.shape().size();
        long row = Math.max(1, count / rows);
        if (type.dtype().isFloating() || column.limit() > 0) {
            load(buffer, count * type.dtype().bytes());
            long at = firstWrong(type.dtype(), column, count);
            if (at >= 0) {
                throw refused(column, examples + at / row, value(type.dtype(), at));
            }
        }
    }

    private void load(Buffer buffer, long bytes) {
        if (elements.byteSize() < bytes) {
            elements = Arena.ofAuto().allocate(bytes, 64);
        }
        buffer.read(elements);
    }

    private long firstWrong(DType type, Column column, long count) {
        if (column.limit() == 0) {
            return type == DType.FLOAT32 ? firstNotFinite(count) : firstNotFinite64(count);
        }
        for (long i = 0; i < count; i++) {
            double value = value(type, i);
            if (!(value >= 0 && value < column.limit()) && value != column.ignored() || value != Math.rint(value)) {
                return i;
            }
        }
        return -1;
    }

    /// NaN and infinity times 0 are NaN, so one sum tells about a whole block.
    private long firstNotFinite(long count) {
        float sum = 0;
        for (long i = 0; i < count; i++) {
            sum += elements.get(ValueLayout.JAVA_FLOAT, 4 * i) * 0;
        }
        for (long i = 0; i < count && sum != 0; i++) {
            if (!Float.isFinite(elements.get(ValueLayout.JAVA_FLOAT, 4 * i))) {
                return i;
            }
        }
        return -1;
    }

    private long firstNotFinite64(long count) {
        for (long i = 0; i < count; i++) {
            if (!Double.isFinite(elements.get(ValueLayout.JAVA_DOUBLE, 8 * i))) {
                return i;
            }
        }
        return -1;
    }

    private double value(DType type, long at) {
        return switch (type) {
            case BOOL -> elements.get(ValueLayout.JAVA_BYTE, at);
            case UINT8 -> elements.get(ValueLayout.JAVA_BYTE, at) & 0xff;
            case INT32 -> elements.get(ValueLayout.JAVA_INT, 4 * at);
            case INT64 -> elements.get(ValueLayout.JAVA_LONG, 8 * at);
            case FLOAT32 -> elements.get(ValueLayout.JAVA_FLOAT, 4 * at);
            case FLOAT64 -> elements.get(ValueLayout.JAVA_DOUBLE, 8 * at);
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
