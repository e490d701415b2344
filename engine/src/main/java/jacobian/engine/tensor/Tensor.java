package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Constant;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Operations;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An immutable array of numbers that may not be computed yet.
///
/// Calling an operation adds a node to a graph and throws at once if shapes or types do not fit. Asking for
/// values ([#floats], [#item], printing) compiles what is needed, runs it, and keeps the value. Tensors may be
/// used from any thread.
///
/// ```java
/// var x = Tensor.of(new double[][] {{1, 2}, {3, 4}});
/// x.matmul(x).relu().sum(-1).floats(); // [17, 37]
/// ```
public final class Tensor extends Findings implements TensorLike, Values, Operations<Tensor> {
    private static final boolean EAGER = Boolean.getBoolean("jacobian.eager");

    private final Node node;

    /// The value, once known; the node may have forgotten its inputs by then, or not (inside [Gradients]).
    private volatile @Nullable Held held;

    private Tensor(Node node, @Nullable Held held) {
        this.node = node;
        this.held = held;
    }

    static Tensor pending(Node node) {
        var tensor = new Tensor(
                node, node.op() instanceof Input(var source, var _) && source instanceof Held value ? value : null);
        Pending.add(tensor);
        if (EAGER && tensor.held == null && !Trace.isActive() && !Loop.isRecording()) {
            tensor.buffer();
        }
        return tensor;
    }

    /// A tensor around the value in `buffer`.
    static Tensor held(Buffer buffer, TensorType type) {
        var held = new Held(buffer);
        return new Tensor(Node.input(held, type), held);
    }

    /// A float32 vector.
    public static Tensor of(double... values) {
        return Literals.of(DType.FLOAT32, values.length, values);
    }

    /// A float32 matrix; all rows have one length.
    public static Tensor of(double[][] values) {
        return Literals.of(DType.FLOAT32, values);
    }

    /// An int32 vector.
    public static Tensor of(int... values) {
        return Literals.of(Shape.of(values.length), values);
    }

    /// An int32 matrix; all rows have one length.
    public static Tensor of(int[][] values) {
        return Literals.of(values);
    }

    /// A float32 tensor of the given sizes with `values` in row-major order.
    public static Tensor of(float[] values, int... sizes) {
        return Literals.of(Shape.of(sizes.length == 0 ? new int[] {values.length} : sizes), values);
    }

    /// A float64 tensor of the given sizes with `values` in row-major order.
    public static Tensor float64(double[] values, int... sizes) {
        return Literals.of(DType.FLOAT64, Shape.of(sizes.length == 0 ? new int[] {values.length} : sizes), values);
    }

    /// An int64 tensor of the given sizes with `values` in row-major order.
    public static Tensor int64(long[] values, int... sizes) {
        return Literals.of(Shape.of(sizes.length == 0 ? new int[] {values.length} : sizes), values);
    }

    /// A tensor of `type` whose elements are copied from `elements`: row-major, native byte order.
    public static Tensor of(TensorType type, MemorySegment elements) {
        return Literals.of(type, elements);
    }

    /// A tensor around the value in `buffer`, which nobody writes from now on.
    public static Tensor of(Buffer buffer) {
        return held(buffer, buffer.type().withShape(buffer.type().shape().batched()));
    }

    /// A float32 scalar.
    public static Tensor scalar(double value) {
        return Literals.scalar(value, DType.FLOAT32);
    }

    public static Tensor scalar(double value, DType dtype) {
        return Literals.scalar(value, dtype);
    }

    /// The node that this tensor stands for: what back ends and gradients work on.
    public Node node() {
        return node;
    }

    @Override
    public Tensor tensor() {
        return this;
    }

    @Override
    public Tensor self() {
        return this;
    }

    @Override
    public TensorType type() {
        return node.type();
    }

    @Override
    public Tensor apply(Op op, List<Tensor> inputs) {
        return pending(Node.of(op, inputs.stream().map(Tensor::node).toList()));
    }

    /// All results of an operation that has several.
    public static List<Tensor> applyAll(Op op, List<Tensor> inputs) {
        var node = Node.of(op, inputs.stream().map(Tensor::node).toList());
        if (node.types().size() == 1) {
            return List.of(pending(node));
        }
        return IntStream.range(0, node.types().size())
                .mapToObj(i -> pending(node.pick(i)))
                .toList();
    }

    @Override
    public Tensor constant(double value, DType dtype) {
        return pending(Node.of(new Constant(value, dtype)));
    }

    /// A Java number is an argument of the program, so that another one needs no new program; only 0, 1, -1 and 2
    /// are part of it.
    @Override
    public Tensor number(double value, DType dtype) {
        return value == 0 || Math.abs(value) == 1 || value == 2 ? constant(value, dtype) : scalar(value, dtype);
    }

    /// Whether the value is known already.
    public boolean isComputed() {
        return held != null;
    }

    /// The value, computed now if it is not known yet.
    @Override
    public Buffer buffer() {
        var value = held;
        if (value == null) {
            Evaluation.compute(List.of(this));
            value = held;
        }
        if (value == null) {
            throw new IllegalStateException("the value of " + this.type() + " was not computed");
        }
        return value.buffer;
    }

    /// Takes the value that a run has given.
    void hold(Buffer buffer, boolean forget) {
        var value = new Held(buffer);
        held = value;
        if (forget) {
            node.forget(value);
        }
    }

    /// The compiled program behind this tensor: its kernels, what was fused, the memory it needs.
    public String explain() {
        return Evaluation.explain(this);
    }

    /// The values as NumPy prints them.
    @Override
    public String toString() {
        return type().shape().isKnown() && !Trace.isSymbolic(node) ? Printing.text(this) : "Tensor " + type();
    }
}
