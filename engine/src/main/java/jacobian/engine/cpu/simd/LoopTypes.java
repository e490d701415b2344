package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.loop.LoopKernel;
import jacobian.engine.shape.DType;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Names of the classes and methods that emitted loops call.
final class LoopTypes {
    static final ClassDesc KERNEL = LoopKernel.class.describeConstable().orElseThrow();
    static final ClassDesc MEMORY = LoopMemory.class.describeConstable().orElseThrow();
    static final ClassDesc ARITHMETIC = LoopArithmetic.class.describeConstable().orElseThrow();
    static final ClassDesc FUNCTIONS = LoopFunctions.class.describeConstable().orElseThrow();
    static final ClassDesc REDUCTIONS = LoopReductions.class.describeConstable().orElseThrow();
    static final ClassDesc RANDOM = LoopRandom.class.describeConstable().orElseThrow();
    static final ClassDesc FLOATS = ClassDesc.of("jdk.incubator.vector.FloatVector");
    static final ClassDesc INTS = ClassDesc.of("jdk.incubator.vector.IntVector");
    static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    static final MethodTypeDesc RUN = MethodTypeDesc.of(
            ConstantDescs.CD_void, LONGS, LONGS, ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_long);

    private LoopTypes() {}

    /// The class that holds a vector of `dtype`.
    static ClassDesc of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> FLOATS;
            case INT32 -> INTS;
            case BOOL -> MASK;
            case FLOAT64, INT64, UINT8 -> throw new IllegalArgumentException("no emitted loop holds " + dtype);
        };
    }

    static MethodTypeDesc type(ClassDesc result, ClassDesc... parameters) {
        return MethodTypeDesc.of(result, parameters);
    }
}
