package jacobian.engine.cpu.simd;

import jdk.incubator.vector.FloatVector;

/// The heights of register tiles: 12, 8 or 4 rows where the machine has 32 vector registers, 6 or 4 where it has 16.
final class TileHeights {
    private static final boolean THIRTY_TWO_REGISTERS =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512
                    || System.getProperty("os.arch", "").equals("aarch64");

    static final int TALLEST = THIRTY_TWO_REGISTERS ? 12 : 6;

    private TileHeights() {}

    /// The height of the tile that starts `left` rows before the end.
    static int next(int left) {
        if (left >= TALLEST) {
            return TALLEST;
        }
        if (left <= 4) {
            return 4;
        }
        return THIRTY_TWO_REGISTERS && left <= 8 ? 8 : TALLEST;
    }
}
