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
    private final int given;
    private final int inputs;
    private final int targets;
    private final int weights;
    private final int[] order;
    private final Buffer[] lent;
    private final List<String> targetNames;

    private Feed(Batch batch, int inputs, int[] order, List<String> targetNames) {
        this.given = batch.inputCount();
        this.inputs = inputs;
        this.targets = batch.targetCount();
        this.weights = batch.weightCount();
        this.order = order;
        this.lent = new Buffer[order.length];
        this.targetNames = targetNames;
    }

    /// For batches like `batch`; names decide where the batch and the model have them, else the position does.
    static Feed of(Model model, Batch batch) {
        var order = new ArrayList<Integer>();
        var inputs = batch.names().inputs();
        var names = named(inputs, model.inputNames()) ? model.inputNames() : List.<String>of();
        for (var name : names) {
            if (!inputs.contains(name)) {
                throw new IllegalArgumentException(
                        "the data has no input \"" + name + "\": it has " + inputs + NearNames.hint(name, inputs));
            }
            order.add(inputs.indexOf(name));
        }
        IntStream.range(names.size(), names.isEmpty() ? batch.inputCount() : 0).forEach(order::add);
        var targets = targets(batch.names().targets(), model.outputNames());
        var given = batch.names().targets();
        for (int i = 0; i < batch.targetCount(); i++) {
            order.add(batch.inputCount() + (targets.isEmpty() ? i : given.indexOf(targets.get(i))));
        }
        for (int i = 0; i < batch.weightCount(); i++) {
            order.add(batch.inputCount() + batch.targetCount() + i);
        }
        int used = names.isEmpty() ? batch.inputCount() : names.size();
        return new Feed(batch, used, order.stream().mapToInt(Integer::intValue).toArray(), targets);
    }

    private static boolean named(List<String> given, List<String> wanted) {
        return !given.isEmpty() && !wanted.isEmpty();
    }

    /// The outputs that the targets belong to, in the model's order; empty where it goes by position.
    private static List<String> targets(List<String> given, List<String> outputs) {
        if (!named(given, outputs)) {
            return List.of();
        }
        NearNames.check("the data has a target", given, outputs);
        return outputs.stream().filter(given::contains).toList();
    }

    boolean fits(Batch batch) {
        return batch.inputCount() == given && batch.targetCount() == targets && batch.weightCount() == weights;
    }

    int inputs() {
        return inputs;
    }

    int targets() {
        return targets;
    }

    /// The outputs that the targets belong to, in their order here; empty where it goes by position.
    List<String> targetNames() {
        return targetNames;
    }

    int weights() {
        return weights;
    }

    /// What belongs to inputs, targets and weights as a data set has them, in this order.
    <T> List<T> ordered(List<T> all) {
        return Arrays.stream(order).mapToObj(all::get).toList();
    }

    Buffer[] buffers(Batch batch) {
        var ordered = new Buffer[order.length];
        fill(ordered, batch);
        return ordered;
    }

    /// As [#buffers], in the same array at each call: for one step of training after the other.
    Buffer[] lent(Batch batch) {
        fill(lent, batch);
        return lent;
    }

    private void fill(Buffer[] ordered, Batch batch) {
        for (int i = 0; i < order.length; i++) {
            ordered[i] = batch.buffer(order[i]);
        }
    }

    /// The inputs alone.
    Buffer[] inputs(Batch batch) {
        var ordered = new Buffer[inputs];
        for (int i = 0; i < inputs; i++) {
            ordered[i] = batch.buffer(order[i]);
        }
        return ordered;
    }

    StepData arguments(List<Tensor> tensors) {
        int from = order.length - weights;
        return new StepData(
                tensors.subList(0, inputs), tensors.subList(inputs, from), tensors.subList(from, order.length));
    }
}
