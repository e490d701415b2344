package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Memory;
import jacobian.engine.graph.Binding;
import jacobian.engine.graph.Node;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One run's memory: the arena, the address of every value, and the steps bound to them. Serves one run at a
/// time, many one after another.
final class Frame {
    private enum Kind {
        INPUT,
        RESULT,
        ARENA
    }

    /// Where a value lies: `offset` bytes behind the start of an input, a result or the arena.
    private record Origin(Kind kind, int index, long offset) {}

    /// A result whose value is that of node `id`, by way of the arena offset `staging` unless that is -1.
    private record Copy(int result, int id, long bytes, long staging) {}

    private final List<Copy> copies = new ArrayList<>();

    /// Memory for results that nobody reads, which lives as long as it is listed.
    private final List<MemorySegment> unread = new ArrayList<>();

    /// Where the inputs and results of a run lie.
    private final long[] inputs;

    private final long[] results;
    private final long[] stamps;
    private final int[] sizes;
    private final Program program;
    private final Binding binding;
    private final MemoryPlan plan;
    private final Map<Node, Integer> ids = new IdentityHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final long[] addresses;
    private final Origin[] origins;
    private final List<Step> steps;
    private final MemorySegment arena;
    private final long scratch;

    /// `sizes` are those of the program's symbols, by which the frame is kept.
    Frame(Program program, Binding binding, int[] sizes) {
        this.sizes = sizes;
        this.program = program;
        this.binding = binding;
        this.inputs = new long[program.graph().inputs().size()];
        this.stamps = new long[inputs.length];
        this.results = new long[program.graph().results().size()];
        this.plan = MemoryPlan.of(program.order(), program.places(), binding);
        for (var node : program.places().all()) {
            ids.put(node, nodes.size());
            nodes.add(node);
        }
        this.addresses = new long[nodes.size()];
        this.origins = nodes.stream().map(this::origin).toArray(Origin[]::new);
        var binder = new StepBinder(this, program);
        this.steps = program.order().stream().map(binder::bind).toList();
        long scratchBytes = steps.stream().mapToLong(Step::scratchBytes).max().orElse(0);
        long end = planCopies(plan.bytes());
        this.arena = OffHeap.allocate(this, end + scratchBytes + 2 * Memory.ALIGNMENT);
        this.scratch = arena.address() + (end + Memory.ALIGNMENT - 1) / Memory.ALIGNMENT * Memory.ALIGNMENT;
        RedZones.fill(arena.address(), plan.bytes());
    }

    /// Lists the copies; gives the end of the arena with room for those that are set aside.
    private long planCopies(long end) {
        boolean overwrites = program.graph().updates().stream().anyMatch(input -> input >= 0);
        long next = end;
        for (var copy : program.places().copies.entrySet()) {
            var node = copy.getValue();
            long bytes = CpuBuffer.bytes(binding.of(node).type());
            boolean aside = overwrites && program.places().of(node) instanceof Places.InputPlace;
            copies.add(new Copy(copy.getKey(), id(node), bytes, aside ? next : -1));
            next += aside ? bytes : 0;
        }
        return next;
    }

    int[] sizes() {
        return sizes;
    }

    /// The addresses of inputs and results, to be set before a run.
    long[] inputs() {
        return inputs;
    }

    /// The stamps of the inputs.
    long[] stamps() {
        return stamps;
    }

    long[] results() {
        return results;
    }

    Binding binding() {
        return binding;
    }

    /// The address of the value of `node` during a run.
    long address(int id) {
        return addresses[id];
    }

    /// The stamp of the input that the value lies in, [CpuBuffer#UNKNOWN] where that is none.
    long stamp(int id) {
        var origin = origins[id];
        return origin.kind() == Kind.INPUT ? stamps[origin.index()] : CpuBuffer.UNKNOWN;
    }

    int id(Node node) {
        return Objects.requireNonNull(ids.get(node), () -> node + " has no buffer");
    }

    /// The address of `bytes` bytes for what nobody reads.
    long unread(long bytes) {
        var memory = OffHeap.allocate(this, bytes);
        unread.add(memory);
        return memory.address();
    }

    /// Bytes of the arena, scratch included.
    long bytes() {
        return arena.byteSize();
    }

    /// Runs all steps on buffers at the given addresses.
    void run(long[] inputs, long[] results) {
        for (int id = 0; id < addresses.length; id++) {
            var origin = origins[id];
            addresses[id] = origin.offset()
                    + switch (origin.kind()) {
                        case INPUT -> inputs[origin.index()];
                        case RESULT -> results[origin.index()];
                        case ARENA -> arena.address();
                    };
        }
        for (int i = 0; i < steps.size(); i++) {
            if (RedZones.ON) {
                runChecked(i);
            } else if (Program.PROFILE) {
                long start = System.nanoTime();
                steps.get(i).run(scratch);
                program.addTime(i, System.nanoTime() - start);
            } else {
                steps.get(i).run(scratch);
            }
        }
        copyResults(results);
    }

    /// The steady inputs have changed.
    void forget() {
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).forget();
        }
    }

    /// Results that are mere copies. Inputs among them are set aside first where the program overwrites inputs.
    private void copyResults(long[] results) {
        for (int i = 0; i < copies.size(); i++) {
            var copy = copies.get(i);
            if (copy.staging() >= 0) {
                MemorySegment.copy(
                        Memory.ALL, addresses[copy.id()], Memory.ALL, arena.address() + copy.staging(), copy.bytes());
            }
        }
        for (int i = 0; i < copies.size(); i++) {
            var copy = copies.get(i);
            long from = copy.staging() >= 0 ? arena.address() + copy.staging() : addresses[copy.id()];
            if (from != results[copy.result()]) {
                MemorySegment.copy(Memory.ALL, from, Memory.ALL, results[copy.result()], copy.bytes());
            }
        }
    }

    private Origin origin(Node node) {
        return switch (program.places().of(node)) {
            case Places.InputPlace(int index) -> new Origin(Kind.INPUT, index, 0);
            case Places.ResultPlace(int index) -> new Origin(Kind.RESULT, index, 0);
            case Places.ArenaPlace _ -> new Origin(Kind.ARENA, 0, plan.offset(node));
            case Places.InsidePlace(var owner, int piece) -> {
                var outer = origin(owner);
                yield new Origin(outer.kind(), outer.index(), outer.offset() + pieceOffset(owner, piece));
            }
        };
    }

    private long pieceOffset(Node owner, int piece) {
        long offset = 0;
        for (int i = 0; i < piece; i++) {
            offset += CpuBuffer.bytes(binding.of(owner.input(i)).type());
        }
        return offset;
    }

    /// Runs a step with strips of known bytes behind the values that it writes.
    private void runChecked(int index) {
        var ends = new ArrayList<Long>();
        for (var node : Places.stored(program.order().get(index))) {
            if (program.places().of(node) instanceof Places.ArenaPlace) {
                ends.add(addresses[id(node)] + CpuBuffer.bytes(binding.of(node).type()));
            }
        }
        ends.forEach(end -> RedZones.fill(end, RedZones.BYTES));
        steps.get(index).run(scratch);
        ends.forEach(end -> RedZones.check(end, steps.get(index).explain()));
    }

    /// One line a step, and the memory.
    String explain() {
        var text = new StringBuilder();
        steps.forEach(step -> text.append("  ").append(step.explain()).append('\n'));
        return text.append("  arena ").append(plan.bytes()).append(" bytes\n").toString();
    }
}
