package jacobian.keras.losses;

import jacobian.engine.graph.Elementwise;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Joining;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Operations;
import jacobian.engine.graph.Range;
import jacobian.engine.graph.Scan;
import jacobian.engine.graph.Source;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// The forward recursion of [CTC] over the steps of a sequence, in logarithms.
///
/// Two scores are carried for each sample: `blank` `(batch, labels + 1)`, of all ways that have spoken the first i
/// labels and now stand on a blank, and `label` `(batch, labels)`, of those that now stand on label i itself.
final class Alignments {
    /// The logarithm that stands for probability 0.
    private static final double NEVER = -1e5;

    private Alignments() {}

    /// A value of which the scan gives another at each step.
    private static final class Leaf implements Source {}

    /// The score of each number of labels spoken after the last step, `(batch, labels + 1)`, given the logarithms of
    /// the labels `(steps, batch, labels)` and of the blank `(steps, batch, 1)`.
    static Tensor of(Tensor labels, Tensor spoken, Tensor silent) {
        var type = spoken.dtype();
        var batch = spoken.shape().dim(1);
        var count = spoken.shape().dim(2);
        var label = spoken.constant(NEVER, type).broadcastTo(Shape.of(List.of(batch, count)));
        var start = spoken.constant(0, type).broadcastTo(Shape.of(List.of(batch, Dim.fixed(1))));
        var scan = new Scan(step(type, batch, count), 2, 2, spoken.shape().dim(0), false);
        var last = Tensor.applyAll(
                scan,
                List.of(Tensor.concatenate(List.of(start, label), 1), label, spoken, silent, repeats(labels, type)));
        return arrived(last.get(0), last.get(1));
    }

    /// 1 where the next label is the same, `(batch, labels)`: between both there must be a blank.
    private static Tensor repeats(Tensor labels, DType type) {
        int count = labels.shape().size(1);
        var same =
                labels.range(1, 0, count - 1).equal(labels.range(1, 1, count)).cast(type);
        return same.pad(new int[] {0, 0}, new int[] {0, 1});
    }

    /// One step: both scores, the logarithms of this step, and where labels repeat, to both scores.
    private static Graph step(DType type, Dim batch, Dim count) {
        var one = Dim.fixed(1);
        var blank = leaf(type, batch, Dim.fixed(count.size() + 1));
        var label = leaf(type, batch, count);
        var spoken = leaf(type, batch, count);
        var silent = leaf(type, batch, one);
        var repeats = leaf(type, batch, count);
        var never = blank.constant(NEVER, type);
        var differs = blank.constant(1, type).subtract(repeats);
        // From a label straight on to the next one, unless that is the same.
        var ready = arrived(blank, label.add(never.multiply(repeats)));
        var nextLabel = sum(ready.range(1, new Range(0, count.size(), 1)).add(spoken), label.add(spoken));
        // What may go straight on may also stand on a blank first; a repetition must.
        var nextBlank = arrived(ready.add(silent), label.add(silent).add(never.multiply(differs)));
        var inputs = List.of(blank, label, spoken, silent, repeats);
        return new Graph(inputs, List.of(nextBlank, nextLabel));
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
