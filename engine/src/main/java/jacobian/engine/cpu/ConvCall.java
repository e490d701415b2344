package jacobian.engine.cpu;

/// What one run of a convolution works on; addresses are of dense float arrays. Mutable, so that a run allocates
/// nothing.
public final class ConvCall {
    private final ThreadTeam team;
    private final int batch;
    private final Epilogue epilogue;
    private long left;
    private long right;
    private long result;
    private long scratch;
    private long kept;
    private boolean fresh;

    /// @param team threads that share the work
    /// @param batch images
    /// @param epilogue run on every block of result pixels (a kernel gradient does not call it)
    public ConvCall(ThreadTeam team, int batch, Epilogue epilogue) {
        this.team = team;
        this.batch = batch;
        this.epilogue = epilogue;
    }

    /// As [#ConvCall(ThreadTeam, int, Epilogue)], on arrays as [#move] takes them.
    public ConvCall(ThreadTeam team, int batch, long left, long right, long result, long scratch, Epilogue epilogue) {
        this(team, batch, epilogue);
        move(left, right, result, scratch);
    }

    /// From now on other arrays.
    ///
    /// @param left first operand: the input, or the upstream of an input gradient
    /// @param right second operand: the kernel, or the upstream of a kernel gradient
    /// @param result what is computed
    /// @param scratch as many bytes as [Convolution#scratchBytes] says, a multiple of [Memory#ALIGNMENT];
    ///     contents arbitrary
    public void move(long left, long right, long result, long scratch) {
        this.left = left;
        this.right = right;
        this.result = result;
        this.scratch = scratch;
    }

    /// What is made of the kernel is kept at `address`, [Convolution#keptBytes] bytes, or 0 for in scratch memory.
    ///
    /// @param fresh whether what lies there is made of this very kernel
    public void keep(long address, boolean fresh) {
        this.kept = address;
        this.fresh = fresh;
    }

    /// Where what is made of the kernel belongs.
    long kernel() {
        return kept == 0 ? scratch : kept;
    }

    /// Whether what is made of the kernel is there already.
    boolean hasKernel() {
        return kept != 0 && fresh;
    }

    public ThreadTeam team() {
        return team;
    }

    public int batch() {
        return batch;
    }

    public long left() {
        return left;
    }

    public long right() {
        return right;
    }

    public long result() {
        return result;
    }

    public long scratch() {
        return scratch;
    }

    public Epilogue epilogue() {
        return epilogue;
    }
}
