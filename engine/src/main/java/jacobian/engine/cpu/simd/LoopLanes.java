package jacobian.engine.cpu.simd;

import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of emitted loops. A bool in memory is a byte, in a register a mask over floats.
final class LoopLanes {
    static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    static final VectorSpecies<Byte> BYTES =
            FLOATS.length() == 16 ? ByteVector.SPECIES_128 : VectorSpecies.of(byte.class, VectorShape.S_64_BIT);

    static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

    /// Elements of a vector: 4, 8 or 16.
    static final int LANES = FLOATS.length();

    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /// 0, 1, 2, ...
    static final IntVector COUNT = IntVector.zero(INTS).addIndex(1);

    /// Lane `l` takes lane `l + 8`, `l + 4`, ..., around the end.
    static final VectorShuffle<Float> TURN_8 = turn(8);

    static final VectorShuffle<Float> TURN_4 = turn(4);
    static final VectorShuffle<Float> TURN_2 = turn(2);
    static final VectorShuffle<Float> TURN_1 = turn(1);

    private LoopLanes() {}

    private static VectorShuffle<Float> turn(int lanes) {
        return VectorShuffle.iota(FLOATS, lanes % LANES, 1, true);
    }

    /// Whether bools can be read: as many bytes as a vector has lanes must be a vector.
    static boolean readsBools() {
        return BYTES.length() == LANES;
    }
}
