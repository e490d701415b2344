package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;

/// The checked-memory mode, `-Djacobian.memory=checked`: a strip of known bytes behind every value of an arena,
/// looked at after each step, and
/// arenas that start as NaN, so that a kernel which writes or reads beyond its value is caught.
final class RedZones {
    static final boolean ON = "checked".equals(System.getProperty("jacobian.memory"));

    /// Width of a strip; no strips without the mode.
    static final long BYTES = ON ? 256 : 0;

    /// As float32 and float64 a NaN, as index out of range.
    private static final byte PATTERN = (byte) 0xff;

    private RedZones() {}

    /// Fills a whole arena, values and strips.
    static void fill(long address, long bytes) {
        if (ON) {
            Memory.ALL.asSlice(address, bytes).fill(PATTERN);
        }
    }

    /// Throws if the strip behind `address` has been written to.
    static void check(long address, String step) {
        for (long i = 0; i < BYTES; i++) {
            if (Memory.ALL.get(ValueLayout.JAVA_BYTE, address + i) != PATTERN) {
                throw new IllegalStateException(step + " wrote " + i + " bytes behind the end of a value");
            }
        }
    }
}
