package jacobian.engine.cpu;

import jacobian.engine.cpu.simd.VectorGather;
import jacobian.engine.cpu.simd.VectorPool;

/// Chooses the implementation of [GatherMatmul] and [PoolLoops] once.
final class GatherProvider {
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    static final GatherMatmul STANDARD = matmul();
    static final PoolLoops POOL = pool();

    private GatherProvider() {}

    private static GatherMatmul matmul() {
        return VECTORS ? new VectorGather() : new ScalarGather();
    }

    private static PoolLoops pool() {
        return VECTORS ? new VectorPool() : ScalarPool.FLOAT32;
    }
}
