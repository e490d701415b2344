package jacobian.engine.cpu.program;

import jacobian.engine.backend.Buffer;
import jacobian.engine.backend.Executable;
import jacobian.engine.compiler.Passes;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Binding;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.TensorType;
import java.lang.ref.Reference;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// A compiled graph: the units in their order, and frames for the sizes it has met.
final class Program implements Executable {
    /// Runs over which the profile averages, about.
    private static final long RECENT = 100;

    /// With `-Djacobian.profile=true`, [#explain] says how long each kernel took in recent runs.
    static final boolean PROFILE = Boolean.getBoolean("jacobian.profile");

    private final ThreadTeam team;
    private final int firstSteady;
    private final Graph graph;
    private final Fusion.Fused fused;
    private final Places places;
    private final List<Unit> order;
    private final AtomicLongArray times;
    private final AtomicLongArray runs;
    private final Map<LoopUnit, LoopBuilder.Built> loops = new IdentityHashMap<>();
    private final FramePool pool;

    Program(Graph raw) {
        this(raw, ThreadTeam.standard(), raw.inputs().size());
    }

    /// `team` runs the kernels. The inputs from number `firstSteady` are the same from one [Frame#forget] to the
    /// next.
    Program(Graph raw, ThreadTeam team, int firstSteady) {
        this.team = team;
        this.firstSteady = firstSteady;
        this.graph = Passes.simplify(raw, AttentionStep::takes);
        this.pool = new FramePool(this, graph);
        this.fused = Fusion.of(graph);
        this.places = new Places(graph, fused);
        var hazards = new Hazards(graph, fused, places);
        this.order = Schedule.of(fused.units(), hazards.writers(fused.units()));
        hazards.resolve(order);
        this.times = new AtomicLongArray(order.size());
        this.runs = new AtomicLongArray(order.size());
        for (var unit : order) {
            if (unit instanceof LoopUnit loop) {
                loops.put(loop, LoopBuilder.build(loop, fused.roles()));
            } else if (unit instanceof KernelUnit kernel && kernel.epilogue != null) {
                loops.put(kernel.epilogue, LoopBuilder.build(kernel.epilogue, fused.roles()));
            }
        }
    }

    /// Notes that unit number `index` has taken `nanoseconds`.
    void addTime(int index, long nanoseconds) {
        long run = Math.min(RECENT, runs.incrementAndGet(index));
        times.accumulateAndGet(index, nanoseconds, (mean, time) -> mean + (time - mean) / run);
    }

    ThreadTeam team() {
        return team;
    }

    boolean isSteady(Node node) {
        return graph.inputs().indexOf(node) >= firstSteady;
    }

    /// Whether no input is overwritten: such a program may be run again and again on the same weights.
    boolean changesNothing() {
        return graph.updates().stream().allMatch(input -> input < 0);
    }

    List<Unit> order() {
        return order;
    }

    Places places() {
        return places;
    }

    Graph graph() {
        return graph;
    }

    LoopBuilder.Built loop(LoopUnit unit) {
        return Objects.requireNonNull(loops.get(unit));
    }

    @Override
    public void run(Buffer[] inputs, @Nullable Buffer[] results) {
        var frame = pool.acquire(inputs);
        try {
            var from = frame.inputs();
            for (int i = 0; i < from.length; i++) {
                var buffer = (CpuBuffer) inputs[i];
                from[i] = buffer.address();
                frame.stamps()[i] = buffer.stamp();
            }
            var to = frame.results();
            for (int i = 0; i < to.length; i++) {
                var buffer = results[i];
                if (buffer == null) {
                    buffer = new CpuBuffer(
                            frame.binding().of(graph.results().get(i)).type());
                    results[i] = buffer;
                }
                to[i] = ((CpuBuffer) buffer).address();
            }
            frame.run(from, to);
            Reference.reachabilityFence(inputs);
            Reference.reachabilityFence(results);
        } finally {
            for (var buffer : results) {
                if (buffer != null) {
                    ((CpuBuffer) buffer).changed();
                }
            }
            pool.release(frame);
        }
    }

    /// A new frame for inputs of the given types.
    Frame frame(List<TensorType> types) {
        return new Frame(this, Binding.of(graph, types), new int[0]);
    }

    @Override
    public String explain() {
        var text = new StringBuilder(
                "program of " + graph.nodes().size() + " operations in " + order.size() + " kernels\n");
        for (int i = 0; i < order.size(); i++) {
            var time = runs.get(i) == 0 ? "" : "%9.1f us  ".formatted(times.get(i) / 1e3);
            text.append("  ").append(time).append(Explanation.of(order.get(i))).append('\n');
        }
        return text.append(pool.explain()).toString();
    }
}
