package jacobian.engine.execution;

import jacobian.engine.backend.Backend;
import jacobian.engine.backend.Executable;
import jacobian.engine.graph.Graph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The programs of one back end, kept by the graph they were compiled from; the one unused longest goes when
/// there are too many.
public final class Programs {
    private static final int CAPACITY = Integer.getInteger("jacobian.programs", 512);
    private static final Programs STANDARD = new Programs(Backends.standard(), CAPACITY);

    private final Backend backend;
    private final Map<Graph, Executable> programs;
    private final AtomicLong compilations = new AtomicLong();

    public Programs(Backend backend, int capacity) {
        this.backend = backend;
        this.programs = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Graph, Executable> eldest) {
                return size() > capacity;
            }
        };
    }

    /// The programs that tensors use.
    public static Programs standard() {
        return STANDARD;
    }

    public Backend backend() {
        return backend;
    }

    /// The program for `graph`, compiled if no equal graph has been seen.
    public synchronized Executable of(Graph graph) {
        var program = programs.get(graph);
        if (program == null) {
            var own = graph.detached();
            program = backend.compile(own);
            compilations.incrementAndGet();
            programs.put(own, program);
        }
        return program;
    }

    /// How many graphs have been compiled so far.
    public long compilations() {
        return compilations.get();
    }
}
