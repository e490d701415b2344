package jacobian.engine.tensor;

import jacobian.engine.graph.Closure;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Scan;
import jacobian.engine.graph.Source;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A function run once for each step of sequences as one operation, a [Scan]: each run hands its carries to the
/// next.
///
/// ```java
/// var sums = Loop.over(List.of(x), List.of(x.at(0, 0).zerosLike()), false, (carries, steps) -> {
///     var sum = carries.get(0).add(steps.get(0));
///     return new Loop.Values(List.of(sum), List.of(sum));
/// });
/// ```
///
/// The function is called once, to record what it does; it may use any tensor from outside, and gradients flow
/// to those too. What it computes from them alone is computed once.
public final class Loop {
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    private Loop() {}

    /// One step, or all of them.
    ///
    /// @param carries what is handed from step to step; of all steps, what the last one gave
    /// @param outputs what a step gives besides; of all steps, stacked along a new axis 0
    public record Values(List<Tensor> carries, List<Tensor> outputs) {
        public Values {
            carries = List.copyOf(carries);
            outputs = List.copyOf(outputs);
        }
    }

    /// What happens in a step.
    @FunctionalInterface
    public interface Body {
        /// The next carries, of the types of `carries`, and outputs; `steps` has one step of each sequence.
        Values step(List<Tensor> carries, List<Tensor> steps);
    }

    /// The source of what a step is given.
    private static final class Given implements Source {}

    /// Runs `body` over `sequences`, at least one, whose axis 0 is time, from the first step to the last or in
    /// `reverse`; outputs lie at the position of their step either way.
    public static Values over(List<Tensor> sequences, List<Tensor> carries, boolean reverse, Body body) {
        if (sequences.isEmpty()) {
            throw new ShapeException("a loop without sequences has no number of steps: give it one");
        }
        var length = sequences.get(0).shape().dim(0);
        var given = new ArrayList<Node>();
        carries.forEach(carry -> given.add(given(carry.type())));
        for (var sequence : sequences) {
            var step = sequence.type().withShape(sequence.shape().without(0));
            given.add(given(step));
        }
        var closure = Closure.of(given, record(body, given, carries.size()));
        var inputs = new ArrayList<Node>();
        carries.forEach(carry -> inputs.add(carry.node()));
        sequences.forEach(sequence -> inputs.add(sequence.node()));
        inputs.addAll(closure.captured());
        var scan = new Scan(closure.body(), carries.size(), sequences.size(), length, reverse);
        return split(Node.of(scan, inputs), carries.size());
    }

    /// A leaf that stands for a value of `type` that is given later.
    static Node given(TensorType type) {
        return Node.input(new Given(), type);
    }

    /// What `recording` gives; the tensors it makes stand for what another program computes and have no values
    /// here.
    static <R> R recorded(Supplier<R> recording) {
        DEPTH.get()[0]++;
        try {
            return recording.get();
        } finally {
            DEPTH.get()[0]--;
        }
    }

    private static List<Node> record(Body body, List<Node> given, int carries) {
        return recorded(() -> {
            var tensors = given.stream().map(Tensor::pending).toList();
            var values = body.step(tensors.subList(0, carries), tensors.subList(carries, tensors.size()));
            if (values.carries().size() != carries) {
                throw new ShapeException("a loop of " + carries + " carries has a body that gives "
                        + values.carries().size());
            }
            var results = new ArrayList<>(values.carries());
            results.addAll(values.outputs());
            return results.stream().map(Tensor::node).toList();
        });
    }

    private static Values split(Node scan, int carries) {
        var all = IntStream.range(0, scan.types().size())
                .mapToObj(i -> Tensor.pending(scan.pick(i)))
                .toList();
        return new Values(all.subList(0, carries), all.subList(carries, all.size()));
    }

    /// Whether this thread records a body, whose tensors have no values.
    static boolean isRecording() {
        return DEPTH.get()[0] > 0;
    }
}
