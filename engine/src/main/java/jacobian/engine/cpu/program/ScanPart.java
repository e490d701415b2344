package jacobian.engine.cpu.program;

import jacobian.engine.compiler.RowParts;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Scan;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// All steps of a scan for some of the rows of its batch, or for all. A run allocates nothing.
final class ScanPart {
    private final Scan scan;
    private final Frame body;
    private final int length;

    /// Bytes from the slice of one step to the next of inputs and results, whole batches.
    private final long[] inputStrides;

    private final long[] resultStrides;

    /// Bytes before the rows of this part within a slice.
    private final long[] inputOffsets;

    private final long[] resultOffsets;

    /// Bytes of this part's rows of each carry, and what they take up.
    private final long[] carryBytes;

    private final long[] carryRoom;
    private final MemorySegment carries;

    /// For each carry the output that lists its values before each step, or -1: such a carry is computed where
    /// the output will have it.
    private final int[] listed;

    private final long[] from;
    private final long[] inputs;
    private final long[] outputs;
    private long[] to = {};

    private ScanPart(Scan scan, Graph part, ThreadTeam team, long[] inputOffsets, long[] resultOffsets) {
        this.scan = scan;
        this.length = scan.length().size();
        this.inputOffsets = inputOffsets;
        this.resultOffsets = resultOffsets;
        this.inputStrides = bytes(scan.body().inputs());
        this.resultStrides = bytes(scan.body().results());
        this.carryBytes = Arrays.copyOf(bytes(part.results()), scan.carries());
        this.carryRoom = Arrays.stream(carryBytes).map(ScanPart::rounded).toArray();
        this.carries = OffHeap.allocate(this, 2 * Arrays.stream(carryRoom).sum());
        this.listed = listed(scan);
        this.from = new long[inputStrides.length];
        this.inputs = new long[inputStrides.length];
        this.outputs = new long[resultStrides.length];
        List<TensorType> types = part.inputs().stream().map(Node::type).toList();
        this.body = new Program(part, team, scan.carries() + scan.sequences()).frame(types);
    }

    private static int[] listed(Scan scan) {
        var outputs = scan.body().results();
        var listed = new int[scan.carries()];
        for (int i = 0; i < listed.length; i++) {
            int output = outputs.subList(listed.length, outputs.size())
                    .indexOf(scan.body().inputs().get(i));
            listed[i] = output < 0 ? -1 : listed.length + output;
        }
        return listed;
    }

    /// The scan in one part, each step of which uses `team`.
    static ScanPart whole(Scan scan, ThreadTeam team) {
        var body = scan.body();
        return new ScanPart(
                scan,
                body,
                team,
                new long[body.inputs().size()],
                new long[body.results().size()]);
    }

    /// The scan for `count` rows from number `first`, by the thread that runs it.
    static ScanPart of(Scan scan, RowParts split, int first, int count) {
        var inputOffsets = bytes(scan.body().inputs());
        for (int i = 0; i < inputOffsets.length; i++) {
            inputOffsets[i] = split.cutsInput(i) ? inputOffsets[i] / split.rows() * first : 0;
        }
        var resultOffsets = bytes(scan.body().results());
        for (int i = 0; i < resultOffsets.length; i++) {
            resultOffsets[i] = resultOffsets[i] / split.rows() * first;
        }
        return new ScanPart(scan, split.of(count), ThreadTeam.of(1), inputOffsets, resultOffsets);
    }

    private static long[] bytes(List<Node> nodes) {
        return nodes.stream().mapToLong(node -> CpuBuffer.bytes(node.type())).toArray();
    }

    private static long rounded(long bytes) {
        return (bytes + Memory.ALIGNMENT) / Memory.ALIGNMENT * Memory.ALIGNMENT;
    }

    /// Names the addresses of whole inputs and results for the next [#run].
    void attach(long[] from, long[] to) {
        for (int i = 0; i < from.length; i++) {
            this.from[i] = from[i] + inputOffsets[i];
        }
        this.to = to;
    }

    /// Does all steps.
    void run() {
        System.arraycopy(from, 0, inputs, 0, from.length);
        body.forget();
        for (int i = 0; i < listed.length && length > 0; i++) {
            if (listed[i] >= 0) {
                inputs[i] = slice(listed[i], 0);
                MemorySegment.copy(Memory.ALL, from[i], Memory.ALL, inputs[i], carryBytes[i]);
            }
        }
        for (int step = 0; step < length; step++) {
            step(step);
            System.arraycopy(outputs, 0, inputs, 0, listed.length);
        }
        for (int i = 0; i < listed.length; i++) {
            MemorySegment.copy(Memory.ALL, inputs[i], Memory.ALL, to[i] + resultOffsets[i], carryBytes[i]);
        }
    }

    private void step(int step) {
        for (int i = listed.length; i < listed.length + scan.sequences(); i++) {
            inputs[i] = from[i] + place(step) * inputStrides[i];
        }
        long slot = carries.address() + (step % 2) * (carries.byteSize() / 2);
        for (int i = 0; i < listed.length; i++) {
            outputs[i] = listed[i] >= 0 && step + 1 < length ? slice(listed[i], step + 1) : slot;
            slot += carryRoom[i];
        }
        for (int i = listed.length; i < outputs.length; i++) {
            outputs[i] = slice(i, step);
        }
        body.run(inputs, outputs);
    }

    /// Where in the sequences step number `step` stands.
    private long place(int step) {
        return scan.reverse() ? length - 1 - step : step;
    }

    /// The address of output number `i` of a step.
    private long slice(int i, int step) {
        return to[i] + place(step) * resultStrides[i] + resultOffsets[i];
    }

    /// The steps of the body, and its memory.
    String explain() {
        return body.explain();
    }
}
