package micro;

import jacobian.engine.cpu.ConvAxis;
import jacobian.engine.cpu.ConvCall;
import jacobian.engine.cpu.ConvGeometry;
import jacobian.engine.cpu.Convolution;
import jacobian.engine.cpu.Epilogue;
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

/// Convolutions of 64 images and their gradients, on the shapes of `cnn` and `resnet20`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ConvolutionBenchmark {
    private static final int BATCH = 64;

    /// `side x channels x filters x kernel x stride x padding`.
    @Param({
        "28x1x32x3x1x0", "26x32x64x3x1x0", "32x3x16x3x1x1", "32x16x16x3x1x1", "16x32x32x3x1x1", "8x64x64x3x1x1",
        "32x16x32x1x2x0"
    })
    public String shape;

    @Param({"FORWARD", "INPUT_GRADIENT", "KERNEL_GRADIENT"})
    public Direction direction;

    @Param({"1", "2"})
    public int threads;

    /// What is computed.
    public enum Direction {
        FORWARD,
        INPUT_GRADIENT,
        KERNEL_GRADIENT
    }

    private final Arena arena = Arena.ofShared();
    private Convolution convolution;
    private ConvCall call;

    @Setup
    public void prepare() {
        var sizes = shape.split("x");
        int kernel = Integer.parseInt(sizes[3]);
        int stride = Integer.parseInt(sizes[4]);
        int padding = Integer.parseInt(sizes[5]);
        var axis = new ConvAxis(Integer.parseInt(sizes[0]), kernel, stride, 1, padding, padding);
        int channels = Integer.parseInt(sizes[1]);
        int filters = Integer.parseInt(sizes[2]);
        var geometry = new ConvGeometry(ConvAxis.ABSENT, axis, axis, channels, filters, 1);
        convolution = switch (direction) {
            case FORWARD -> Convolution.forward(geometry);
            case INPUT_GRADIENT -> Convolution.inputGradient(geometry);
            case KERNEL_GRADIENT -> Convolution.kernelGradient(geometry);
        };
        long images = Floats.random(arena, BATCH * geometry.inputPixels() * geometry.channels());
        long weights = Floats.random(arena, geometry.kernelSize());
        long outputs = Floats.random(arena, BATCH * geometry.outputPixels() * geometry.filters());
        long scratch = Memory.allocate(arena, convolution.scratchBytes(BATCH, threads));
        var team = ThreadTeam.of(threads);
        call = switch (direction) {
            case FORWARD -> new ConvCall(team, BATCH, images, weights, outputs, scratch, Epilogue.NONE);
            case INPUT_GRADIENT -> new ConvCall(team, BATCH, outputs, weights, images, scratch, Epilogue.NONE);
            case KERNEL_GRADIENT -> new ConvCall(team, BATCH, images, outputs, weights, scratch, Epilogue.NONE);
        };
    }

    @Benchmark
    public void convolution() {
        convolution.run(call);
    }

    @TearDown
    public void free() {
        arena.close();
    }
}
