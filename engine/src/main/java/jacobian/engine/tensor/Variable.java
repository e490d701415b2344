package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A named cell that holds a tensor and can be given another: the only thing in the engine that changes.
///
/// Assignments take effect in program order. A tensor made from a variable before an assignment keeps the old
/// value, one made after it has the new. An assignment is also the point where pending work runs.
public final class Variable implements TensorLike, Values {
    private final String name;
    private final TensorType type;

    /// Where the elements lie: in a store of its own, or from `offset` on in one that is shared.
    private record Place(Store store, int offset, boolean shared) {}

    private volatile Place place;
    private boolean trainable = true;
    private Optional<UnaryOperator<Tensor>> constraint = Optional.empty();

    /// A variable that starts with the value of `initial`.
    public Variable(String name, TensorLike initial) {
        var tensor = initial.tensor();
        this.name = name;
        var buffer = Evaluation.own(tensor);
        this.type = tensor.type().withShape(buffer.type().shape().fixed());
        this.place = new Place(new Store(buffer), 0, false);
    }

    public String name() {
        return name;
    }

    public TensorType type() {
        return type;
    }

    public Shape shape() {
        return type.shape();
    }

    public DType dtype() {
        return type.dtype();
    }

    /// Whether an optimizer may change it.
    public boolean isTrainable() {
        return trainable;
    }

    public void setTrainable(boolean trainable) {
        this.trainable = trainable;
    }

    /// What an optimizer applies to the value after each change, so that it stays where it belongs.
    public Optional<UnaryOperator<Tensor>> constraint() {
        return constraint;
    }

    public void setConstraint(UnaryOperator<Tensor> constraint) {
        this.constraint = Optional.of(constraint);
    }

    Store store() {
        return place.store();
    }

    /// Moves the elements into a shared store, from `offset` on.
    void move(Store store, int offset) {
        var former = place.store();
        place = new Place(store, offset, true);
        former.leave();
    }

    /// The node that reads the value now; the same node until the next assignment.
    Node node() {
        var where = place;
        return where.shared()
                ? where.store().part(where.offset(), type.shape())
                : where.store().node();
    }

    /// The value now.
    @Override
    public Tensor tensor() {
        return Tensor.pending(node());
    }

    @Override
    public Buffer buffer() {
        return tensor().buffer();
    }

    /// Copies the value now to the start of `target`, row-major in native byte order. Makes no object, but for a
    /// variable that an optimizer has put beside others.
    public void read(MemorySegment target) {
        var where = place;
        if (where.shared()) {
            buffer().read(target);
        } else {
            where.store().read(target);
        }
    }

    /// Gives the variable the value of `value`, which has its type. Runs what is pending.
    public void assign(TensorLike value) {
        new Updates().set(this, value).apply();
    }

    /// The contents of the whole store once this variable has the value of `value`.
    Node stored(Node value, Node whole) {
        var where = place;
        if (!where.shared()) {
            return value;
        }
        var flat = value.ravel();
        int size = (int) type.shape().size();
        int total = whole.shape().size(0);
        var parts = List.of(whole.range(0, 0, where.offset()), flat, whole.range(0, where.offset() + size, total));
        return Node.of(new Concat(0), parts);
    }

    @Override
    public String toString() {
        return "Variable " + name + " " + type;
    }
}
