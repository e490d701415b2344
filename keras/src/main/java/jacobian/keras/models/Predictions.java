package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The outputs of a model for a whole data set, batch after batch.
final class Predictions {
    private final List<List<MemorySegment>> parts = new ArrayList<>();
    private final List<TensorType> types = new ArrayList<>();
    private int rows;

    private Predictions() {}

    static List<Tensor> of(Model model, Dataset data, PredictOptions options) {
        var batched = data.isBatched() ? data : data.batch(options.batchSize().orElse(Dataset.DEFAULT_BATCH_SIZE));
        var all = new Predictions();
        long most = options.steps().orElse(Long.MAX_VALUE);
        var callbacks = options.callbacks();
        var run = new Pass(model, batched.cardinality(), options.steps());
        callbacks.onPredictBegin(run);
        try (var batches = batched.read(0, 0)) {
            for (long step = 0; step < most && batches.hasNext() && !run.isStopped(); step++) {
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
                callbacks.onPredictBatchBegin(run, step);
                try (var batch = batches.next()) {
                    all.add(model.predictions().run(Feed.of(model, batch).inputs(batch)), batch.size());
                }
                if (!callbacks.callbacks().isEmpty()) {
                    callbacks.onPredictBatchEnd(run, step, all.last());
                }
            }
        }
        callbacks.onPredictEnd(run);
        return all.tensors(model);
    }

    private void add(Buffer[] outputs, int count) {
        rows += count;
        for (int i = 0; i < outputs.length; i++) {
            if (types.size() == i) {
                types.add(outputs[i].type());
                parts.add(new ArrayList<>());
            }
            var type = outputs[i].type();
            var part = Arena.ofAuto()
                    .allocate(Math.max(1, type.shape().size() * type.dtype().bytes()), 64);
            outputs[i].read(part);
            parts.get(i).add(part.asSlice(0, type.shape().size() * type.dtype().bytes()));
        }
    }

    /// The outputs of the batch that was added last.
    private List<Tensor> last() {
        var outputs = new ArrayList<Tensor>();
        for (int i = 0; i < types.size(); i++) {
            var type = types.get(i);
            var memory = parts.get(i).getLast();
            long row = type.shape().range(1, type.shape().rank()).size()
                    * type.dtype().bytes();
            long count = memory.byteSize() / Math.max(1, row);
            outputs.add(Tensor.of(type.withShape(type.shape().with(0, Dim.fixed((int) count))), memory));
        }
        return outputs;
    }

    private List<Tensor> tensors(Model model) {
        if (types.isEmpty()) {
            throw new IllegalStateException(model.name() + " was given no examples to predict for");
        }
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < types.size(); i++) {
            var type = types.get(i).withShape(types.get(i).shape().with(0, Dim.fixed(rows)));
            var whole = Arena.ofAuto()
                    .allocate(Math.max(1, type.shape().size() * type.dtype().bytes()), 64);
            long at = 0;
            for (var part : parts.get(i)) {
                MemorySegment.copy(part, 0, whole, at, part.byteSize());
                at += part.byteSize();
            }
            tensors.add(Tensor.of(type, whole));
        }
        return tensors;
    }
}
