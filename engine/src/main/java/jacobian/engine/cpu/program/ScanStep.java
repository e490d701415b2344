package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Memory;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Scan;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;

/// A scan: the body as a program of its own, run once for each step on slices of the sequences.
final class ScanStep implements Step {
    private final Scan scan;
    private final Node node;
    private final Addresses reads;
    private final Addresses results;
    private final Frame body;
    private final int length;
    private final long[] strides;
    private final long[] outputStrides;
    private final long[] carryBytes;
    private final MemorySegment carries;

    ScanStep(Node bound, Addresses reads, Addresses results) {
        this.node = bound;
        this.scan = (Scan) bound.op();
        this.reads = reads;
        this.results = results;
        this.length = scan.length().size();
        var types = new ArrayList<TensorType>();
        for (int i = 0; i < bound.inputs().size(); i++) {
            var type = bound.input(i).type();
            types.add(isSequence(i) ? type.withShape(type.shape().without(0)) : type);
        }
        this.body = new Program(scan.body()).frame(types);
        this.strides = types.stream().mapToLong(CpuBuffer::bytes).toArray();
        var outputs = bound.types().subList(scan.carries(), bound.types().size());
        this.outputStrides = outputs.stream()
                .mapToLong(type -> CpuBuffer.bytes(type) / Math.max(1, length))
                .toArray();
        this.carryBytes = types.subList(0, scan.carries()).stream()
                .mapToLong(ScanStep::rounded)
                .toArray();
        this.carries = OffHeap.allocate(this, 2 * Arrays.stream(carryBytes).sum());
    }

    private static long rounded(TensorType type) {
        return (CpuBuffer.bytes(type) + Memory.ALIGNMENT) / Memory.ALIGNMENT * Memory.ALIGNMENT;
    }

    private boolean isSequence(int input) {
        return input >= scan.carries() && input < scan.carries() + scan.sequences();
    }

    @Override
    public long scratchBytes() {
        return 0;
    }

    @Override
    public void run(long scratch) {
        var from = reads.now();
        var to = results.now();
        var inputs = from.clone();
        var outputs = new long[scan.body().results().size()];
        for (int step = 0; step < length; step++) {
            int at = scan.reverse() ? length - 1 - step : step;
            for (int i = scan.carries(); i < scan.carries() + scan.sequences(); i++) {
                inputs[i] = from[i] + at * strides[i];
            }
            long slot = carries.address() + (step % 2) * (carries.byteSize() / 2);
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = i < scan.carries() ? slot : to[i] + at * outputStrides[i - scan.carries()];
                slot += i < scan.carries() ? carryBytes[i] : 0;
            }
            body.run(inputs, outputs);
            System.arraycopy(outputs, 0, inputs, 0, scan.carries());
        }
        for (int i = 0; i < scan.carries(); i++) {
            MemorySegment.copy(Memory.ALL, inputs[i], Memory.ALL, to[i], strides[i]);
        }
    }

    @Override
    public String explain() {
        return "Scan of " + length + " steps over\n" + body.explain() + "  from "
                + node.inputs().size() + " inputs";
    }
}
