package jacobian.engine.cpu;

import java.util.Optional;

/// The kernels without the Vector API: plain loops over arrays on the heap, which the JIT compiler vectorises.
public final class ScalarKernels implements Kernels {
    @Override
    public MatmulPart float32Matmul(MatmulGeometry geometry) {
        return new ScalarFloat32Matmul(geometry);
    }

    @Override
    public MatmulPart float64Matmul(MatmulGeometry geometry) {
        return new ScalarFloat64Matmul(geometry);
    }

    @Override
    public GatherMatmul gather() {
        return new ScalarGather();
    }

    @Override
    public WinogradLoops winograd() {
        return new ScalarWinograd();
    }

    @Override
    public PoolLoops pool() {
        return ScalarPool.FLOAT32;
    }

    @Override
    public AttentionRows attentionRows(AttentionRows meanwhile) {
        return meanwhile;
    }

    @Override
    public boolean vectorized() {
        return false;
    }

    @Override
    public boolean ready(long operations) {
        return true;
    }

    @Override
    public Optional<LaneLoops> laneLoops() {
        return Optional.empty();
    }
}
