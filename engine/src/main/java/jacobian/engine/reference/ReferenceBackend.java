package jacobian.engine.reference;

import jacobian.engine.backend.Backend;
import jacobian.engine.backend.Buffer;
import jacobian.engine.backend.Executable;
import jacobian.engine.graph.Graph;
import jacobian.engine.shape.TensorType;

/// Interprets graphs in float64, one operation at a time; asked for by its name "reference".
public final class ReferenceBackend implements Backend {
    private final boolean rounds;

    /// The oracle: every float32 result is rounded to float32.
    public ReferenceBackend() {
        this(true);
    }

    private ReferenceBackend(boolean rounds) {
        this.rounds = rounds;
    }

    /// One that keeps float32 results in full float64, so that differences of them stay meaningful.
    public static ReferenceBackend unrounded() {
        return new ReferenceBackend(false);
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Buffer allocate(TensorType type) {
        return new HostBuffer(Values.of(type));
    }

    @Override
    public Executable compile(Graph graph) {
        return new InterpretedGraph(graph, rounds);
    }
}
