package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.loop.LoopKernel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Names of our own classes and methods that emitted loops refer to.
final class LoopTypes {
    static final ClassDesc KERNEL = LoopKernel.class.describeConstable().orElseThrow();
    static final ClassDesc READ = LoopScalars.class.describeConstable().orElseThrow();
    static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    static final MethodTypeDesc RUN = MethodTypeDesc.of(
            ConstantDescs.CD_void, LONGS, LONGS, ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_long);

    private LoopTypes() {}
}
