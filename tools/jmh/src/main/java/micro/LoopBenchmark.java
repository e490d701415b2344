package micro;

import static jacobian.engine.cpu.loop.LoopOperand.full;
import static jacobian.engine.shape.DType.FLOAT32;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.loop.BoundLoop;
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

/// Fused loops on tiles, compiled, and written by hand in the Vector API, on one thread.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class LoopBenchmark {
    @Param({
        "chain-of-7-16k", "bias-relu-128x512", "relu-gradient-128x512", "adam-670k", "column-sums-128x512",
        "row-sums-128x512", "sum-1M", "softmax-128x10", "softmax-1024x128", "layer-norm-1024x128",
        "gelu-64k", "tanh-64k", "exp-64k", "lstm-cell-64x128", "dropout-64k"
    })
    public String loop;

    private final Arena arena = Arena.ofShared();
    private Runnable tiles;
    private Runnable compiled;
    private Runnable byHand;

    @Setup
    public void prepare() {
        var chosen = LoopCase.of(loop);
        var bound = BoundLoop.of(chosen.loop().loop(), chosen.extents(), chosen.strides());
        long[] addresses = chosen.loop().loop().operands().stream()
                .mapToLong(operand -> operand.equals(full(FLOAT32))
                        ? Floats.random(arena, chosen.elements())
                        : Memory.allocate(arena, 4 * chosen.elements() * operand.dtype().bytes()))
                .toArray();
        long scratch = Memory.allocate(arena, bound.scratchBytes(1));
        var team = ThreadTeam.of(1);
        var onTiles = bound.onTiles();
        var asCode = bound.compiled();
        tiles = () -> onTiles.run(team, addresses, scratch);
        compiled = () -> asCode.run(team, addresses, scratch);
        byHand = () -> chosen.hand().run(addresses);
    }

    @Benchmark
    public void tiles() {
        tiles.run();
    }

    @Benchmark
    public void compiled() {
        compiled.run();
    }

    @Benchmark
    public void byHand() {
        byHand.run();
    }

    @TearDown
    public void free() {
        arena.close();
    }
}
