package micro;

import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.Matmul;
import jacobian.engine.cpu.MatmulGeometry;
import jacobian.engine.cpu.MatrixLayout;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// float32 matrix products: `2 · batches · rows · columns · depth` operations a call.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class MatmulBenchmark {
    /// `batches x rows x columns x depth`.
    @Param({
        "1x64x64x64", "1x128x128x128", "1x256x256x256", "1x1024x1024x1024", "1x4096x4096x4096", "32x64x64x64",
        "32x128x128x128", "1x128x512x784", "1x784x512x128", "1x128x10x512"
    })
    public String size;

    @Param({"1", "2"})
    public int threads;

    private final Arena arena = Arena.ofShared();
    private Matmul matmul;
    private ThreadTeam team;
    private long a;
    private long b;
    private long c;
    private long scratch;

    @Setup
    public void prepare() {
        var sizes = size.split("x");
        int batches = Integer.parseInt(sizes[0]);
        int rows = Integer.parseInt(sizes[1]);
        int columns = Integer.parseInt(sizes[2]);
        int depth = Integer.parseInt(sizes[3]);
        var geometry = new MatmulGeometry(
                batches,
                rows,
                columns,
                depth,
                MatrixLayout.rowMajor(depth).batch((long) rows * depth),
                MatrixLayout.rowMajor(columns).batch((long) depth * columns),
                MatrixLayout.rowMajor(columns).batch((long) rows * columns),
                false);
        matmul = Matmul.float32(geometry, threads, Epilogue.NONE);
        team = ThreadTeam.of(threads);
        a = Floats.random(arena, (long) batches * rows * depth);
        b = Floats.random(arena, (long) batches * depth * columns);
        c = Floats.random(arena, (long) batches * rows * columns);
        scratch = Memory.allocate(arena, matmul.scratchBytes());
    }

    @Benchmark
    public void matmul() {
        matmul.run(team, a, b, c, scratch);
    }

    @TearDown
    public void free() {
        arena.close();
    }
}
