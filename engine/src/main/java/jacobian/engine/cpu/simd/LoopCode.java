package jacobian.engine.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jacobian.engine.cpu.Memory;
import jacobian.engine.shape.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.ByteOrder;
import java.util.Set;

/// Writes calls of the Vector API. Every operation takes local variables and leaves its result in a new one,
/// whose number
/// it returns.
///
/// The calls stand in the loop themselves, without a method of ours between: C2 always inlines those of the
/// Vector API, but
/// stops inlining others once it has seen 18,000 nodes, about forty operations, and a vector that is returned
/// by a real
/// call is an object.
final class LoopCode {
    static final ClassDesc FLOATS = ClassDesc.of("jdk.incubator.vector.FloatVector");
    static final ClassDesc INTS = ClassDesc.of("jdk.incubator.vector.IntVector");
    static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc BYTES = ClassDesc.of("jdk.incubator.vector.ByteVector");
    static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
    static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
    private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
    private static final ClassDesc BINARY = OPERATORS.nested("Binary");
    private static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");
    private static final Set<String> ASSOCIATIVE_OPERATORS = Set.of("ADD", "MUL", "MIN", "MAX", "AND", "OR", "XOR");
    static final ClassDesc CONVERSION = OPERATORS.nested("Conversion");
    private static final ClassDesc LANES = LoopLanes.class.describeConstable().orElseThrow();
    private static final ClassDesc MEMORY = Memory.class.describeConstable().orElseThrow();
    static final ClassDesc SEGMENT = ClassDesc.of("java.lang.foreign.MemorySegment");
    static final ClassDesc ORDER = ByteOrder.class.describeConstable().orElseThrow();

    final CodeBuilder code;

    LoopCode(CodeBuilder code) {
        this.code = code;
    }

    /// The class of a vector of `dtype`.
    static ClassDesc type(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> FLOATS;
            case INT32, BFLOAT16, FLOAT16 -> INTS;
            case BOOL -> MASK;
            case FLOAT64, INT64, UINT8 -> throw new IllegalArgumentException("no emitted loop holds " + dtype);
        };
    }

    static MethodTypeDesc of(ClassDesc result, ClassDesc... parameters) {
        return MethodTypeDesc.of(result, parameters);
    }

    private int kept() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    void species(String name) {
        code.getstatic(LANES, name, SPECIES);
    }

    private void load(int... locals) {
        for (int local : locals) {
            code.aload(local);
        }
    }

    /// Copies a local variable.
    void assign(int to, int from) {
        code.aload(from).astore(to);
    }

    /// A new local variable for a vector, with nothing in it.
    int fresh() {
        return code.allocateLocal(TypeKind.REFERENCE);
    }

    int floatOf(float number) {
        species("FLOATS");
        code.loadConstant(number).invokestatic(FLOATS, "broadcast", of(FLOATS, SPECIES, CD_float));
        return kept();
    }

    int intOf(int number) {
        species("INTS");
        code.loadConstant(number).invokestatic(INTS, "broadcast", of(INTS, SPECIES, CD_int));
        return kept();
    }

    int boolOf(boolean set) {
        species("FLOATS");
        code.loadConstant(set ? 1 : 0).invokeinterface(SPECIES, "maskAll", of(MASK, CD_boolean));
        return kept();
    }

    /// One float32, int32 or bool in memory, in all lanes; its address is on the stack.
    int repeated(DType dtype) {
        int address = code.allocateLocal(TypeKind.LONG);
        code.lstore(address);
        switch (dtype) {
            case FLOAT32, INT32 -> {
                species(dtype == DType.FLOAT32 ? "FLOATS" : "INTS");
                code.lload(address);
                var number = dtype == DType.FLOAT32 ? CD_float : CD_int;
                code.invokestatic(
                        LoopTypes.READ, dtype == DType.FLOAT32 ? "readFloat" : "readInt", of(number, CD_long));
                code.invokestatic(type(dtype), "broadcast", of(type(dtype), SPECIES, number));
            }
            case BOOL -> {
                species("FLOATS");
                code.lload(address);
                code.invokestatic(LoopTypes.READ, "readBool", of(CD_boolean, CD_long));
                code.invokeinterface(SPECIES, "maskAll", of(MASK, CD_boolean));
            }
            case BFLOAT16, FLOAT16 -> LoopHalves.repeat(this, address);
            case FLOAT64, INT64, UINT8 -> throw new IllegalArgumentException("no emitted loop holds " + dtype);
        }
        return kept();
    }

    /// The lanes whose columns, `ahead` and more behind the one in local variable `index`, lie before that in
    /// `end`.
    int rest(int index, int ahead, int end) {
        species("FLOATS");
        code.iload(index).loadConstant(ahead).iadd().iload(end);
        code.invokeinterface(SPECIES, "indexInRange", of(MASK, CD_int, CD_int));
        return kept();
    }

    void place(int address) {
        code.getstatic(MEMORY, "ALL", SEGMENT).lload(address).getstatic(LANES, "ORDER", ORDER);
    }

    private int addressFromStack() {
        int address = code.allocateLocal(TypeKind.LONG);
        code.lstore(address);
        return address;
    }

    /// A vector from the address on the stack; under `mask` if that is not negative.
    int fetch(DType dtype, int mask) {
        int address = addressFromStack();
        if (dtype.isHalf()) {
            LoopHalves.fetch(this, address, mask);
            return kept();
        }
        var type = dtype == DType.BOOL ? BYTES : type(dtype);
        var species = dtype == DType.BOOL ? "BYTES" : dtype == DType.INT32 ? "INTS" : "FLOATS";
        species(species);
        place(address);
        if (mask < 0) {
            code.invokestatic(type, "fromMemorySegment", of(type, SPECIES, SEGMENT, CD_long, ORDER));
        } else {
            cast(mask, species);
            code.invokestatic(type, "fromMemorySegment", of(type, SPECIES, SEGMENT, CD_long, ORDER, MASK));
        }
        if (dtype == DType.BOOL) {
            code.getstatic(OPERATORS, "NE", COMPARISON).iconst_0();
            code.invokevirtual(BYTES, "compare", of(MASK, COMPARISON, CD_byte));
            species("FLOATS");
            code.invokevirtual(MASK, "cast", of(MASK, SPECIES));
        }
        return kept();
    }

    /// Puts `mask` over floats on the stack as one over elements of `species`.
    void cast(int mask, String species) {
        code.aload(mask);
        if (!species.equals("FLOATS")) {
            species(species);
            code.invokevirtual(MASK, "cast", of(MASK, SPECIES));
        }
    }

    /// Vector `x` to the address on the stack.
    void store(DType dtype, int x, int mask) {
        int address = addressFromStack();
        if (dtype.isHalf()) {
            LoopHalves.store(this, address, x, mask);
            return;
        }
        var type = dtype == DType.BOOL ? BYTES : type(dtype);
        if (dtype == DType.BOOL) {
            species("BYTES");
            code.iconst_0()
                    .i2l()
                    .invokestatic(BYTES, "broadcast", of(BYTES, SPECIES, CD_long))
                    .iconst_1();
            cast(x, "BYTES");
            code.invokevirtual(BYTES, "blend", of(BYTES, CD_byte, MASK));
        } else {
            code.aload(x);
        }
        place(address);
        if (mask < 0) {
            code.invokevirtual(type, "intoMemorySegment", of(CD_void, SEGMENT, CD_long, ORDER));
        } else {
            cast(mask, dtype == DType.BOOL ? "BYTES" : dtype == DType.INT32 ? "INTS" : "FLOATS");
            code.invokevirtual(type, "intoMemorySegment", of(CD_void, SEGMENT, CD_long, ORDER, MASK));
        }
    }

    /// The first lane of `x` to the address on the stack.
    void storeOne(DType dtype, int x) {
        int address = addressFromStack();
        code.lload(address).aload(x).iconst_0();
        switch (dtype) {
            case FLOAT32 -> {
                code.invokevirtual(FLOATS, "lane", of(CD_float, CD_int));
                code.invokestatic(LoopTypes.READ, "write", of(CD_void, CD_long, CD_float));
            }
            case INT32 -> {
                code.invokevirtual(INTS, "lane", of(CD_int, CD_int));
                code.invokestatic(LoopTypes.READ, "write", of(CD_void, CD_long, CD_int));
            }
            case BFLOAT16, FLOAT16 -> LoopHalves.storeOne(this);
            case BOOL -> {
                code.invokevirtual(MASK, "laneIsSet", of(CD_boolean, CD_int));
                code.invokestatic(LoopTypes.READ, "write", of(CD_void, CD_long, CD_boolean));
            }
            case FLOAT64, INT64, UINT8 -> throw new IllegalArgumentException("no emitted loop holds " + dtype);
        }
    }

    /// `x.method()` of floats or ints, which gives the same type.
    int call(ClassDesc type, String method, int x) {
        code.aload(x).invokevirtual(type, method, of(type));
        return kept();
    }

    /// `a.method(b)` of floats or ints: "add", "sub", "mul", "div", "min", "max", "and", "or".
    int call(ClassDesc type, String method, int a, int b) {
        load(a, b);
        code.invokevirtual(type, method, of(type, VECTOR));
        return kept();
    }

    int call(String method, int x, float number) {
        code.aload(x).loadConstant(number).invokevirtual(FLOATS, method, of(FLOATS, CD_float));
        return kept();
    }

    int call(String method, int x, int number) {
        code.aload(x).loadConstant(number).invokevirtual(INTS, method, of(INTS, CD_int));
        return kept();
    }

    /// `x.method(number)` of ints, where the number is on the stack.
    int withInt(String method, int x) {
        int number = code.allocateLocal(TypeKind.INT);
        code.istore(number);
        code.aload(x).iload(number).invokevirtual(INTS, method, of(INTS, CD_int));
        return kept();
    }

    /// `a * b + c`, rounded once.
    int fma(int a, int b, int c) {
        load(a, b, c);
        code.invokevirtual(FLOATS, "fma", of(FLOATS, VECTOR, VECTOR));
        return kept();
    }

    private static ClassDesc fieldType(String operator) {
        return ASSOCIATIVE_OPERATORS.contains(operator) ? ASSOCIATIVE : BINARY;
    }

    /// One of VectorOperators on ints, with a number.
    int lanewise(String operator, int x, int number) {
        code.aload(x).getstatic(OPERATORS, operator, fieldType(operator)).loadConstant(number);
        code.invokevirtual(INTS, "lanewise", of(INTS, BINARY, CD_int));
        return kept();
    }

    int lanewise(ClassDesc type, String operator, int a, int b) {
        code.aload(a).getstatic(OPERATORS, operator, fieldType(operator)).aload(b);
        code.invokevirtual(type, "lanewise", of(type, BINARY, VECTOR));
        return kept();
    }

    /// The same where `mask` is set, elsewhere `a`.
    int lanewise(ClassDesc type, String operator, int a, int b, int mask) {
        code.aload(a)
                .getstatic(OPERATORS, operator, fieldType(operator))
                .aload(b)
                .aload(mask);
        code.invokevirtual(type, "lanewise", of(type, BINARY, VECTOR, MASK));
        return kept();
    }

    int compare(String comparison, int a, int b) {
        code.aload(a).getstatic(OPERATORS, comparison, COMPARISON).aload(b);
        code.invokevirtual(FLOATS, "compare", of(MASK, COMPARISON, VECTOR));
        return kept();
    }

    int compare(String comparison, int x, float number) {
        code.aload(x).getstatic(OPERATORS, comparison, COMPARISON).loadConstant(number);
        code.invokevirtual(FLOATS, "compare", of(MASK, COMPARISON, CD_float));
        return kept();
    }

    /// A comparison of ints, as a mask over floats.
    int compareInts(String comparison, int a, int b) {
        code.aload(a).getstatic(OPERATORS, comparison, COMPARISON).aload(b);
        code.invokevirtual(INTS, "compare", of(MASK, COMPARISON, VECTOR));
        species("FLOATS");
        code.invokevirtual(MASK, "cast", of(MASK, SPECIES));
        return kept();
    }

    /// `mask ? b : a` of floats.
    int blend(int a, int b, int mask) {
        load(a, b, mask);
        code.invokevirtual(FLOATS, "blend", of(FLOATS, VECTOR, MASK));
        return kept();
    }

    int blend(int a, float b, int mask) {
        code.aload(a).loadConstant(b).aload(mask).invokevirtual(FLOATS, "blend", of(FLOATS, CD_float, MASK));
        return kept();
    }

    int blendInts(int a, int b, int mask) {
        load(a, b);
        cast(mask, "INTS");
        code.invokevirtual(INTS, "blend", of(INTS, VECTOR, MASK));
        return kept();
    }

    /// `a.method(b)` of masks: "and", "or", "xor".
    int masks(String method, int a, int b) {
        load(a, b);
        code.invokevirtual(MASK, method, of(MASK, MASK));
        return kept();
    }

    int not(int mask) {
        code.aload(mask).invokevirtual(MASK, "not", of(MASK));
        return kept();
    }

    int bits(int floats) {
        code.aload(floats).invokevirtual(FLOATS, "reinterpretAsInts", of(INTS));
        return kept();
    }

    int floats(int bits) {
        code.aload(bits).invokevirtual(INTS, "reinterpretAsFloats", of(FLOATS));
        return kept();
    }

    int convert(int x, DType to) {
        boolean toFloat = to == DType.FLOAT32;
        code.aload(x).getstatic(OPERATORS, toFloat ? "I2F" : "F2I", CONVERSION);
        species(toFloat ? "FLOATS" : "INTS");
        code.iconst_0().invokevirtual(toFloat ? INTS : FLOATS, "convertShape", of(VECTOR, CONVERSION, SPECIES, CD_int));
        code.checkcast(type(to));
        return kept();
    }

    /// The lanes `by` places on, around the end.
    int turn(int x, int by) {
        code.aload(x).getstatic(LANES, "TURN_" + by, SHUFFLE).invokevirtual(FLOATS, "rearrange", of(FLOATS, SHUFFLE));
        return kept();
    }

    /// Consecutive numbers from the one on the stack on.
    int count() {
        int first = code.allocateLocal(TypeKind.INT);
        code.istore(first);
        code.getstatic(LANES, "COUNT", INTS).iload(first).invokevirtual(INTS, "add", of(INTS, CD_int));
        return kept();
    }
}
