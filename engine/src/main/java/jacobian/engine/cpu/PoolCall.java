package jacobian.engine.cpu;

/// What one run of a pooling works on; addresses are of dense arrays. Mutable, so that a run allocates nothing.
public final class PoolCall {
    private final ThreadTeam team;
    private final int batch;
    private long input;
    private long upstream;
    private long result;

    /// @param batch how many images
    public PoolCall(ThreadTeam team, int batch, long input, long upstream, long result) {
        this.team = team;
        this.batch = batch;
        move(input, upstream, result);
    }

    /// From now on other arrays.
    ///
    /// @param input the images; not read by the gradient of an average
    /// @param upstream the gradient of the output; read by gradients only
    /// @param result what is computed
    public void move(long input, long upstream, long result) {
        this.input = input;
        this.upstream = upstream;
        this.result = result;
    }

    public ThreadTeam team() {
        return team;
    }

    public int batch() {
        return batch;
    }

    public long input() {
        return input;
    }

    public long upstream() {
        return upstream;
    }

    public long result() {
        return result;
    }
}
