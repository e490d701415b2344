package jacobian.engine.cpu.simd;

import jdk.incubator.vector.FloatVector;

/// The heights of register tiles: 12 rows where the machine has 32 vector registers, 6 where it has 16; 4 at
/// the end.
final class TileHeights {
    private static final boolean THIRTY_TWO_REGISTERS = FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512
            || System.getProperty("os.arch", "").equals("aarch64");

    static final int TALLEST = THIRTY_TWO_REGISTERS ? 12 : 6;

    /// Rows by which the tiles of a block may reach beyond it.
    static final int MOST_PADDING = 3;

    private TileHeights() {}

    /// The height of the tile that starts `left` rows before the end.
    static int next(int left) {
        return left >= TALLEST ? TALLEST : 4;
    }
}
