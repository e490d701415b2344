package jacobian.engine.cpu;

import jacobian.engine.cpu.simd.VectorGather;

/// Chooses the implementation of [GatherMatmul] once.
final class GatherProvider {
    static final GatherMatmul STANDARD = choose();

    private GatherProvider() {}

    private static GatherMatmul choose() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present ? new VectorGather() : new ScalarGather();
    }
}
