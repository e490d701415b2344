package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Source;
import org.jspecify.annotations.Nullable;

/// The source of what a variable holds from one assignment to the next.
final class Version implements Source {
    /// Null once a later assignment has overwritten the value.
    volatile @Nullable Buffer buffer;

    /// The one leaf of graphs that reads this version.
    final Node node;

    Version(Buffer buffer) {
        this.buffer = buffer;
        this.node = Node.input(this, buffer.type());
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
