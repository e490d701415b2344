package jacobian.engine.cpu;

/// What is done to a block of a matrix product's or convolution's result while it is still in the cache: bias,
/// activation, residual.
///
/// The result is a matrix: of a convolution, row = pixel in (batch x spatial), column = filter; of a batch of
/// matrix products, the matrices one below the other. Every element is handed over exactly once, after its last
/// addition, by the thread that computed it; blocks are cut differently for other numbers of threads, so what
/// is done must not see the cut.
@FunctionalInterface
public interface Epilogue {
    /// Nothing to be done.
    Epilogue NONE = (_, _, _, _, _) -> {};

    /// Called before a run, by one thread.
    default void start() {}

    /// Works on rows `rowFrom` up to but not `rowTo`, columns `columnFrom` up to but not `columnTo`, on thread
    /// `thread` of the team.
    void run(int thread, long rowFrom, long rowTo, long columnFrom, long columnTo);
}
