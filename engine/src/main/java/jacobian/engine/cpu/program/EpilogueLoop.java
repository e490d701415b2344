package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.loop.BoundLoop;
import org.jspecify.annotations.Nullable;

/// A fused loop over blocks of a result as they are ready.
record EpilogueLoop(@Nullable BoundLoop loop, @Nullable Addresses operands) {
    static final EpilogueLoop NONE = new EpilogueLoop(null, null);

    /// For one run, whose addresses are taken now.
    Epilogue start() {
        if (loop == null || operands == null) {
            return Epilogue.NONE;
        }
        var addresses = operands.now();
        var bound = loop;
        return (thread, rowFrom, rowTo, columnFrom, columnTo) ->
                bound.runBlock(thread, addresses, rowFrom, rowTo, columnFrom, columnTo);
    }
}
