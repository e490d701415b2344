package jacobian.engine.cpu.program;

/// One unit whose sizes are known, in one frame.
interface Step {
    /// Bytes of scratch memory that a run needs.
    long scratchBytes();

    /// Runs on the addresses of the frame, which are set.
    void run(long scratch);

    /// What was kept of steady operands is out of date.
    default void forget() {}

    /// One line for a reader.
    String explain();
}
