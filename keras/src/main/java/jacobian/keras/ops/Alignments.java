package jacobian.keras.ops;

import jacobian.engine.graph.Elementwise;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Joining;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Operations;
import jacobian.engine.graph.Scan;
import jacobian.engine.graph.Source;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The forward recursion of [NN#ctcLoss] over the steps of a sequence, in logarithms.
///
/// Two scores are carried for each sample: `blank` `(batch, labels + 1)`, of all ways that have spoken the
/// first i labels and now stand on a blank, and `label` `(batch, labels)`, of those that now stand on label i
/// itself.
final class Alignments {
    /// The logarithm that stands for probability 0.
    private static final double NEVER = -1e5;

    private Alignments() {}

    /// A value of which the scan gives another at each step.
    private static final class Leaf implements Source {}

    /// The logarithms that a recursion over `steps` steps takes: of the labels `(steps, batch, labels)` and of
    /// the blank `(steps, batch, 1)`; and, where not all steps count, a bool `(steps, batch, 1)` of those that
    /// do.
    record Steps(Tensor spoken, Tensor silent, Optional<Tensor> counts) {
        List<Tensor> slices() {
            return counts.map(each -> List.of(spoken, silent, each)).orElse(List.of(spoken, silent));
        }
    }

    /// The score of each number of labels `(batch, labels)` spoken after the last step that counts, `(batch,
    /// labels + 1)`.
    static Tensor of(Tensor labels, Steps steps) {
        var spoken = steps.spoken();
        var type = spoken.dtype();
        var batch = spoken.shape().dim(1);
        var count = spoken.shape().dim(2);
        var label = spoken.constant(NEVER, type).broadcastTo(Shape.of(List.of(batch, count)));
        var start = spoken.constant(0, type).broadcastTo(Shape.of(List.of(batch, Dim.fixed(1))));
        var slices = steps.slices();
        var step = step(type, batch, count, slices.size() == 3);
        var scan = new Scan(step, 2, slices.size(), spoken.shape().dim(0), false);
        var inputs = new ArrayList<>(List.of(Tensor.concatenate(List.of(start, label), 1), label));
        inputs.addAll(slices);
        inputs.add(repeats(labels, type));
        var last = Tensor.applyAll(scan, inputs);
        return arrived(last.get(0), last.get(1));
    }

    /// 1 where the next label is the same, `(batch, labels)`: between both there must be a blank.
    private static Tensor repeats(Tensor labels, DType type) {
        int count = labels.shape().size(1);
        var same =
                labels.range(1, 0, count - 1).equal(labels.range(1, 1, count)).cast(type);
        return same.pad(new int[] {0, 0}, new int[] {0, 1});
    }

    /// One step: both scores, the logarithms of this step, whether it counts, and where labels repeat, to both
    /// scores.
    private static Graph step(DType type, Dim batch, Dim count, boolean chooses) {
        var one = Dim.fixed(1);
        var blank = leaf(type, batch, Dim.fixed(count.size() + 1));
        var label = leaf(type, batch, count);
        var spoken = leaf(type, batch, count);
        var silent = leaf(type, batch, one);
        var counts = leaf(DType.BOOL, batch, one);
        var repeats = leaf(type, batch, count);
        var never = blank.constant(NEVER, type);
        var differs = blank.constant(1, type).subtract(repeats);
        // From a label straight on to the next one, unless that is the same.
        var ready = arrived(blank, label.add(never.multiply(repeats)));
        var nextLabel = sum(ready.range(1, new Range(0, count.size(), 1)).add(spoken), label.add(spoken));
        // What may go straight on may also stand on a blank first; a repetition must.
        var nextBlank = arrived(ready.add(silent), label.add(silent).add(never.multiply(differs)));
        return chooses
                ? new Graph(
                        List.of(blank, label, spoken, silent, counts, repeats),
                        List.of(counts.select(nextBlank, blank), counts.select(nextLabel, label)))
                : new Graph(List.of(blank, label, spoken, silent, repeats), List.of(nextBlank, nextLabel));
    }

    private static Node leaf(DType type, Dim... dims) {
        return Node.input(new Leaf(), new TensorType(type, Shape.of(List.of(dims))));
    }

    /// `blank` with the ways that stand on label i among those that have spoken i + 1 labels.
    private static <T extends Operations<T>> T arrived(T blank, T label) {
        var rest = blank.range(1, new Range(1, Range.END, 1));
        return Joining.concatenate(List.of(blank.range(1, 0, 1), sum(rest, label)), 1);
    }

    /// log(exp(a) + exp(b)).
    private static <T extends Elementwise<T>> T sum(T a, T b) {
        var larger = a.maximum(b).stopGradient();
        return larger.add(a.subtract(larger).exp().add(b.subtract(larger).exp()).log());
    }
}
