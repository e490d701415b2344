package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Source;
import jacobian.engine.shape.TensorType;
import org.jspecify.annotations.Nullable;

/// The source of what a variable holds from one assignment to the next.
final class Version implements Source {
    /// Null once a later assignment has overwritten the value.
    volatile @Nullable Buffer buffer;

    private final TensorType type;
    private volatile @Nullable Node node;

    Version(Buffer buffer) {
        this.buffer = buffer;
        this.type = buffer.type();
    }

    TensorType type() {
        return type;
    }

    /// The one leaf of graphs that reads this version; made when somebody asks.
    Node node() {
        var known = node;
        return known != null ? known : makeNode();
    }

    private synchronized Node makeNode() {
        var made = node;
        if (made == null) {
            made = Node.input(this, type);
            node = made;
        }
        return made;
    }

    /// Ends this version, whose memory holds a later value from now on; false where no tensor can tell the two
    /// apart, so that it may go on.
    synchronized boolean overwrite() {
        if (node == null) {
            return false;
        }
        buffer = null;
        return true;
    }

    Buffer value() {
        var value = buffer;
        if (value == null) {
            throw new IllegalStateException(
                    "a tensor made inside Gradients.of reads a variable that has been assigned since: "
                            + "read it before the assignment, or return it from the lambda");
        }
        return value;
    }
}
