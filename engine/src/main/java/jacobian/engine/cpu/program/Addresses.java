package jacobian.engine.cpu.program;

/// The addresses of a step's operands, read from the frame at each run.
final class Addresses {
    /// In place of an id: the offset is an address, of memory for what nobody reads.
    static final int NOWHERE = -1;

    private final Frame frame;
    private final int[] ids;
    private final long[] offsets;
    private final long[] now;

    Addresses(Frame frame, int[] ids, long[] offsets) {
        this.frame = frame;
        this.ids = ids;
        this.offsets = offsets;
        this.now = new long[ids.length];
    }

    /// The addresses in this run; the same array each time.
    long[] now() {
        for (int i = 0; i < now.length; i++) {
            now[i] = offsets[i] + (ids[i] == NOWHERE ? 0 : frame.address(ids[i]));
        }
        return now;
    }

    /// The stamp of the buffer that operand `i` lies in, [CpuBuffer#UNKNOWN] where it is no input of the program.
    long stamp(int i) {
        return ids[i] == NOWHERE ? CpuBuffer.UNKNOWN : frame.stamp(ids[i]);
    }

    long first() {
        return frame.address(ids[0]) + offsets[0];
    }
}
