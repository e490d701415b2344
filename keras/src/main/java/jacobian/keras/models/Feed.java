package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The order in which a step program takes what a batch holds: inputs and targets as the model has them, then
/// weights.
final class Feed {
    private final int inputs;
    private final int targets;
    private final int weights;
    private final int[] order;

    private Feed(int inputs, int targets, int weights, int[] order) {
        this.inputs = inputs;
        this.targets = targets;
        this.weights = weights;
        this.order = order;
    }

    /// For batches like `batch`; names decide where the batch and the model have them, else the position does.
    static Feed of(Model model, Batch batch) {
        var order = new ArrayList<Integer>();
        order.addAll(positions("input", batch.names().inputs(), model.inputNames(), batch.inputCount()));
        for (int at : positions("target", batch.names().targets(), model.outputNames(), batch.targetCount())) {
            order.add(batch.inputCount() + at);
        }
        for (int i = 0; i < batch.weightCount(); i++) {
            order.add(batch.inputCount() + batch.targetCount() + i);
        }
        return new Feed(
                batch.inputCount(),
                batch.targetCount(),
                batch.weightCount(),
                order.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<Integer> positions(String what, List<String> given, List<String> wanted, int count) {
        if (given.isEmpty() || wanted.isEmpty()) {
            return IntStream.range(0, count).boxed().toList();
        }
        return wanted.stream()
                .map(name -> {
                    int at = given.indexOf(name);
                    if (at < 0) {
                        throw new IllegalArgumentException(
                                "the data has no " + what + " \"" + name + "\": it has " + given);
                    }
                    return at;
                })
                .toList();
    }

    boolean fits(Batch batch) {
        return batch.inputCount() == inputs && batch.targetCount() == targets && batch.weightCount() == weights;
    }

    int targets() {
        return targets;
    }

    int weights() {
        return weights;
    }

    /// What belongs to inputs, targets and weights as a data set has them, in this order.
    <T> List<T> ordered(List<T> all) {
        return Arrays.stream(order).mapToObj(all::get).toList();
    }

    Buffer[] buffers(Batch batch) {
        var all = batch.buffers();
        var ordered = new Buffer[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = all[order[i]];
        }
        return ordered;
    }

    /// The inputs alone.
    Buffer[] inputs(Batch batch) {
        var all = batch.buffers();
        var ordered = new Buffer[inputs];
        for (int i = 0; i < inputs; i++) {
            ordered[i] = all[order[i]];
        }
        return ordered;
    }

    StepArguments arguments(List<Tensor> tensors) {
        int from = order.length - weights;
        return new StepArguments(
                tensors.subList(0, inputs), tensors.subList(inputs, from), tensors.subList(from, order.length));
    }
}
