package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// One operation applied to the results of others: a vertex of a graph, equal only to itself.
///
/// The type is inferred, and refused where it does not fit, when the node is made. What a node computes never
/// changes; how it
/// is defined may, once: a node whose value is held somewhere can forget its inputs and become an [Input].
public final class Node implements Operations<Node> {
    private record Definition(Op op, List<Node> inputs) {}

    private volatile Definition definition;
    private final List<TensorType> types;

    private Node(Op op, List<Node> inputs) {
        this.definition = new Definition(op, inputs);
        this.types = op.types(inputs);
    }

    public static Node of(Op op, List<Node> inputs) {
        return new Node(op, List.copyOf(inputs));
    }

    public static Node of(Op op, Node... inputs) {
        return new Node(op, List.of(inputs));
    }

    /// A leaf whose value `source` gives.
    public static Node input(Source source, TensorType type) {
        return of(new Input(source, type));
    }

    public Op op() {
        return definition.op();
    }

    public List<Node> inputs() {
        return definition.inputs();
    }

    public Node input(int index) {
        return definition.inputs().get(index);
    }

    /// The type of the only result.
    @Override
    public TensorType type() {
        if (types.size() != 1) {
            throw new IllegalStateException(op() + " has " + types.size() + " results: pick one");
        }
        return types.get(0);
    }

    public List<TensorType> types() {
        return types;
    }

    /// Result number `index`; the only result of a node is the node itself.
    public Node pick(int index) {
        return index == 0 && types.size() == 1 ? this : of(new Pick(index), this);
    }

    /// Replaces the definition by a leaf, so that the inputs can be collected: the value is known from now on.
    public void forget(Source source) {
        definition = new Definition(new Input(source, type()), List.of());
    }

    @Override
    public Node self() {
        return this;
    }

    @Override
    public Node apply(Op op, List<Node> inputs) {
        return of(op, inputs);
    }

    @Override
    public Node constant(double value, DType dtype) {
        return of(new Constant(value, dtype));
    }

    /// Numbers in gradient rules and compositions are part of the formula.
    @Override
    public Node number(double value, DType dtype) {
        return constant(value, dtype);
    }

    /// `xs` one after the other along `axis`.
    public static Node concatenate(List<Node> xs, int axis) {
        return Joining.concatenate(xs, axis);
    }

    /// A node that repeats the number `value` in `shape`.
    public static Node full(double value, DType dtype, Shape shape) {
        var scalar = of(new Constant(value, dtype));
        return scalar.broadcastTo(shape);
    }

    @Override
    public String toString() {
        return op() + (types.size() == 1 ? " : " + type() : " : " + types);
    }
}
