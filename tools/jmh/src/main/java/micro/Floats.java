package micro;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// Numbers outside the heap, where kernels want them.
final class Floats {
    private Floats() {}

    /// The address of `count` numbers in [0.1, 1).
    static long random(Arena arena, long count) {
        long address = Memory.allocate(arena, 4 * count);
        var random = new SplittableRandom(count);
        for (long i = 0; i < count; i++) {
            Memory.ALL.set(ValueLayout.JAVA_FLOAT, address + 4 * i, (float) random.nextDouble(0.1, 1));
        }
        return address;
    }
}
