package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.AttentionRows;
import jacobian.engine.cpu.GatherMatmul;
import jacobian.engine.cpu.Kernels;
import jacobian.engine.cpu.LaneLoops;
import jacobian.engine.cpu.MatmulGeometry;
import jacobian.engine.cpu.MatmulPart;
import jacobian.engine.cpu.PoolLoops;
import jacobian.engine.cpu.WinogradLoops;
import java.util.Optional;

/// The kernels on the Vector API.
public final class SimdKernels implements Kernels {
    @Override
    public MatmulPart float32Matmul(MatmulGeometry geometry) {
        return new Float32Matmul(geometry);
    }

    @Override
    public MatmulPart float64Matmul(MatmulGeometry geometry) {
        return new Float64Matmul(geometry);
    }

    @Override
    public GatherMatmul gather() {
        return new VectorGather(true);
    }

    @Override
    public WinogradLoops winograd() {
        return new PatientWinograd();
    }

    @Override
    public PoolLoops pool() {
        return new PatientPool();
    }

    @Override
    public AttentionRows attentionRows(AttentionRows meanwhile) {
        return AttentionWarmUp.rows(meanwhile);
    }

    @Override
    public boolean vectorized() {
        return true;
    }

    @Override
    public boolean ready(long operations) {
        return TileWarmUp.ended(operations);
    }

    @Override
    public Optional<LaneLoops> laneLoops() {
        return Optional.of(new Float64LaneLoops());
    }
}
