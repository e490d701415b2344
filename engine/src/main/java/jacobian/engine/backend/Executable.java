package jacobian.engine.backend;

import org.jspecify.annotations.Nullable;

/// A compiled graph: immutable, and safe to run from many threads at once.
public interface Executable {
    /// Runs the program on `inputs`, one for each input of the graph, whose sizes may differ from run to run
    /// where the graph has symbols.
    ///
    /// `results[i]`, where it is not null, is the buffer to put result `i` into; it may be the buffer of the very
    /// input that the graph says
    /// this result replaces. Where it is null a new buffer is made and stored there.
    void run(Buffer[] inputs, @Nullable Buffer[] results);

    /// What the compiler made of the graph, for a reader: kernels, what was fused, memory.
    String explain();
}
