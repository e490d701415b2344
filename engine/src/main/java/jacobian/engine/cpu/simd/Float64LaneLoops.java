package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.Memory.ALL;

import jacobian.engine.cpu.LaneLoops;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// [LaneLoops] in vectors of the machine's width.
final class Float64LaneLoops extends LaneLoops {
    private static final VectorSpecies<Double> SPECIES = Float64Tiles.SPECIES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public int width() {
        return Float64Tiles.LANES;
    }

    @Override
    public void addProducts(long x, long y, long kernel, int count) {
        var w = DoubleVector.fromMemorySegment(SPECIES, ALL, kernel, ORDER);
        for (int i = count; i > 0; i--) {
            var sum = DoubleVector.fromMemorySegment(SPECIES, ALL, y, ORDER);
            DoubleVector.fromMemorySegment(SPECIES, ALL, x, ORDER).fma(w, sum).intoMemorySegment(ALL, y, ORDER);
            x += xStep;
            y += yStep;
        }
    }

    @Override
    public void addToKernel(long x, long y, long kernel, int count) {
        var sum = DoubleVector.fromMemorySegment(SPECIES, ALL, kernel, ORDER);
        for (int i = count; i > 0; i--) {
            var u = DoubleVector.fromMemorySegment(SPECIES, ALL, y, ORDER);
            sum = DoubleVector.fromMemorySegment(SPECIES, ALL, x, ORDER).fma(u, sum);
            x += xStep;
            y += yStep;
        }
        sum.intoMemorySegment(ALL, kernel, ORDER);
    }
}
