package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Source;

/// The source of a tensor whose value is known.
final class Held implements Source {
    final Buffer buffer;

    Held(Buffer buffer) {
        this.buffer = buffer;
    }
}
