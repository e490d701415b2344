package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// `body` run once for each step of a sequence, each run handing its carries to the next.
///
/// Inputs: `carries` initial values, `sequences` tensors whose axis 0 is time (of `length`), then invariants,
/// which every step sees alike. The body takes carries, one step of each sequence, and the invariants; it gives
/// the next carries, then any number of outputs. Results: the last carries, then each output stacked along a
/// new axis 0. `reverse` runs from the last step to the first and leaves outputs at the position of their step.
public record Scan(Graph body, int carries, int sequences, Dim length, boolean reverse) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return types(inputs).get(0);
    }

    @Override
    public List<TensorType> types(List<Node> inputs) {
        if (inputs.size() != body.inputs().size()) {
            throw new ShapeException("a scan over a body of " + body.inputs().size() + " inputs got " + inputs.size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            check(i, inputs.get(i).type());
        }
        var types = new ArrayList<TensorType>();
        for (int i = 0; i < body.results().size(); i++) {
            var type = body.results().get(i).type();
            if (i < carries && !fits(type, inputs.get(i).type())) {
                throw new ShapeException(
                        "carry " + i + " of a scan starts as " + inputs.get(i).type() + " but its body gives " + type);
            }
            types.add(
                    i < carries
                            ? inputs.get(i).type()
                            : type.withShape(type.shape().insert(0, length)));
        }
        return List.copyOf(types);
    }

    /// Whether input number `input` is a sequence, of which a step sees one element.
    boolean isSequence(int input) {
        return input >= carries && input < carries + sequences;
    }

    private void check(int input, TensorType type) {
        boolean sequence = isSequence(input);
        var expected = body.inputs().get(input).type();
        var whole = sequence ? expected.withShape(expected.shape().insert(0, length)) : expected;
        if (!fits(whole, type)) {
            throw new ShapeException("input " + input + " of a scan is " + type + ", its body needs " + whole);
        }
    }

    private static boolean fits(TensorType expected, TensorType type) {
        boolean fits = expected.dtype() == type.dtype()
                && expected.shape().rank() == type.shape().rank();
        for (int i = 0; fits && i < type.shape().rank(); i++) {
            fits = expected.shape().dim(i).agrees(type.shape().dim(i));
        }
        return fits;
    }

    /// The number of invariants.
    public int invariants() {
        return body.inputs().size() - carries - sequences;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return gradients(node, List.of(upstream)).get(input);
    }

    @Override
    public List<Node> gradients(Node node, List<Node> upstreams) {
        return ScanGradient.of(this, node, upstreams);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new Scan(body.mapDims(change), carries, sequences, change.apply(length), reverse);
    }
}
