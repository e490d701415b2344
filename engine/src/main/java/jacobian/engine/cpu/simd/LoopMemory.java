package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Memory access of emitted loops: one vector of float32, int32 or bool, from consecutive elements or one repeated.
///
/// Each method is one or two calls of the Vector API, so that C2 always inlines it. A bool in memory is a byte, in a
/// register a mask over floats.
final class LoopMemory {
    static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    static final VectorSpecies<Byte> BYTES =
            FLOATS.length() == 16 ? ByteVector.SPECIES_128 : VectorSpecies.of(byte.class, VectorShape.S_64_BIT);

    /// Elements of a vector.
    static final int LANES = FLOATS.length();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final IntVector COUNT = IntVector.zero(INTS).addIndex(1);

    private LoopMemory() {}

    /// Whether bools can be read: as many bytes as a vector has lanes must be a vector.
    static boolean readsBools() {
        return BYTES.length() == LANES;
    }

    static VectorMask<Float> rest(int from, int to) {
        return FLOATS.indexInRange(from, to);
    }

    static FloatVector loadFloat(long address) {
        return FloatVector.fromMemorySegment(FLOATS, Memory.ALL, address, ORDER);
    }

    static FloatVector loadFloat(long address, VectorMask<Float> lanes) {
        return FloatVector.fromMemorySegment(FLOATS, Memory.ALL, address, ORDER, lanes);
    }

    static FloatVector repeatFloat(long address) {
        return FloatVector.broadcast(FLOATS, Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address));
    }

    static FloatVector floatOf(float number) {
        return FloatVector.broadcast(FLOATS, number);
    }

    static void store(FloatVector x, long address) {
        x.intoMemorySegment(Memory.ALL, address, ORDER);
    }

    static void store(FloatVector x, long address, VectorMask<Float> lanes) {
        x.intoMemorySegment(Memory.ALL, address, ORDER, lanes);
    }

    /// The first lane alone.
    static void storeOne(FloatVector x, long address) {
        Memory.ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, x.lane(0));
    }

    static IntVector loadInt(long address) {
        return IntVector.fromMemorySegment(INTS, Memory.ALL, address, ORDER);
    }

    static IntVector loadInt(long address, VectorMask<Float> lanes) {
        return IntVector.fromMemorySegment(INTS, Memory.ALL, address, ORDER, lanes.cast(INTS));
    }

    static IntVector repeatInt(long address) {
        return IntVector.broadcast(INTS, Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address));
    }

    static IntVector intOf(int number) {
        return IntVector.broadcast(INTS, number);
    }

    /// first, first + 1, ...
    static IntVector count(int first) {
        return COUNT.add(first);
    }

    static void store(IntVector x, long address) {
        x.intoMemorySegment(Memory.ALL, address, ORDER);
    }

    static void store(IntVector x, long address, VectorMask<Float> lanes) {
        x.intoMemorySegment(Memory.ALL, address, ORDER, lanes.cast(INTS));
    }

    static void storeOne(IntVector x, long address) {
        Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, x.lane(0));
    }

    static VectorMask<Float> loadBool(long address) {
        return ByteVector.fromMemorySegment(BYTES, Memory.ALL, address, ORDER)
                .compare(VectorOperators.NE, (byte) 0)
                .cast(FLOATS);
    }

    static VectorMask<Float> loadBool(long address, VectorMask<Float> lanes) {
        return ByteVector.fromMemorySegment(BYTES, Memory.ALL, address, ORDER, lanes.cast(BYTES))
                .compare(VectorOperators.NE, (byte) 0)
                .cast(FLOATS);
    }

    static VectorMask<Float> repeatBool(long address) {
        return FLOATS.maskAll(Memory.ALL.get(ValueLayout.JAVA_BYTE, address) != 0);
    }

    static VectorMask<Float> boolOf(int number) {
        return FLOATS.maskAll(number != 0);
    }

    private static ByteVector bytes(VectorMask<Float> x) {
        return ByteVector.zero(BYTES).blend((byte) 1, x.cast(BYTES));
    }

    static void store(VectorMask<Float> x, long address) {
        bytes(x).intoMemorySegment(Memory.ALL, address, ORDER);
    }

    static void store(VectorMask<Float> x, long address, VectorMask<Float> lanes) {
        bytes(x).intoMemorySegment(Memory.ALL, address, ORDER, lanes.cast(BYTES));
    }

    static void storeOne(VectorMask<Float> x, long address) {
        Memory.ALL.set(ValueLayout.JAVA_BYTE, address, (byte) (x.laneIsSet(0) ? 1 : 0));
    }
}
