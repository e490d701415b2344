package jacobian.bench;

import jacobian.engine.cpu.ConvAxis;
import jacobian.engine.cpu.ConvCall;
import jacobian.engine.cpu.ConvGeometry;
import jacobian.engine.cpu.Convolution;
import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Speed of the convolution kernels in GFLOP/s, on the shapes of the `cnn` and `resnet20` workloads.
///
/// A multiply-add is 2; only products with real cells are counted as the padded ones are too (as all peers do).
/// The figure is the best of many short repeats, which on a shared machine is the one without a neighbour.
public final class ConvBench {
    private ConvBench() {}

    /// A convolution of the workloads.
    record Case(String name, int batch, ConvGeometry geometry) {
        double flops() {
            return 2.0 * batch * geometry.outputPixels() * geometry.kernelSize();
        }
    }

    /// One figure of the table.
    record Result(String workload, String direction, int threads, double gflops, double milliseconds) {}

    private static Case square(String name, int size, int channels, int filters, int kernel, int stride, int pad) {
        int low = stride == 2 ? 0 : pad;
        var axis = new ConvAxis(size, kernel, stride, 1, low, pad);
        return new Case(name, 64, new ConvGeometry(ConvAxis.ABSENT, axis, axis, channels, filters, 1));
    }

    private static Case depthwise(String name, int size, int channels) {
        var axis = new ConvAxis(size, 3, 1, 1, 1, 1);
        return new Case(name, 16, new ConvGeometry(ConvAxis.ABSENT, axis, axis, channels, channels, channels));
    }

    /// The convolutions of the workloads, and a few others.
    static List<Case> workloads() {
        return List.of(
                square("cnn 28x28x1 3x3 valid 32", 28, 1, 32, 3, 1, 0),
                square("cnn 26x26x32 3x3 valid 64", 26, 32, 64, 3, 1, 0),
                square("resnet 32x32x3 3x3 same 16", 32, 3, 16, 3, 1, 1),
                square("resnet 32x32x16 3x3 same 16", 32, 16, 16, 3, 1, 1),
                square("resnet 32x32x16 3x3/2 same 32", 32, 16, 32, 3, 2, 1),
                square("resnet 32x32x16 1x1/2 32", 32, 16, 32, 1, 2, 0),
                square("resnet 16x16x32 3x3 same 32", 16, 32, 32, 3, 1, 1),
                square("resnet 16x16x32 3x3/2 same 64", 16, 32, 64, 3, 2, 1),
                square("resnet 8x8x64 3x3 same 64", 8, 64, 64, 3, 1, 1),
                depthwise("depthwise 28x28x128 3x3", 28, 128));
    }

    private static final List<String> DIRECTIONS = List.of("forward", "input gradient", "kernel gradient");

    private static Convolution prepare(ConvGeometry geometry, int direction) {
        return switch (direction) {
            case 0 -> Convolution.forward(geometry);
            case 1 -> Convolution.inputGradient(geometry);
            default -> Convolution.kernelGradient(geometry);
        };
    }

    /// Measures every workload in every direction for so many milliseconds each.
    static List<Result> measure(List<Case> workloads, int[] threadCounts, long milliseconds) {
        var results = new ArrayList<Result>();
        for (Case workload : workloads) {
            for (int direction = 0; direction < 3; direction++) {
                for (int threads : threadCounts) {
                    double seconds = time(workload, direction, threads, milliseconds);
                    results.add(new Result(
                            workload.name,
                            DIRECTIONS.get(direction),
                            threads,
                            workload.flops() / seconds / 1e9,
                            seconds * 1e3));
                }
            }
        }
        return results;
    }

    private static double time(Case workload, int direction, int threads, long milliseconds) {
        ConvGeometry g = workload.geometry;
        Convolution convolution = prepare(g, direction);
        try (Arena arena = Arena.ofShared()) {
            long images = random(arena, workload.batch * g.inputPixels() * g.channels());
            long kernel = random(arena, g.kernelSize());
            long outputs = random(arena, workload.batch * g.outputPixels() * g.filters());
            long scratch = Memory.allocate(arena, convolution.scratchBytes(workload.batch, threads));
            var team = ThreadTeam.of(threads);
            ConvCall call = switch (direction) {
                case 0 -> new ConvCall(team, workload.batch, images, kernel, outputs, scratch, Epilogue.NONE);
                case 1 -> new ConvCall(team, workload.batch, outputs, kernel, images, scratch, Epilogue.NONE);
                default -> new ConvCall(team, workload.batch, images, outputs, kernel, scratch, Epilogue.NONE);
            };
            long best = Long.MAX_VALUE;
            long end = System.nanoTime() + milliseconds * 1_000_000;
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                convolution.run(call);
                best = Math.min(best, System.nanoTime() - start);
            }
            return best * 1e-9;
        }
    }

    private static long random(Arena arena, long count) {
        long address = Memory.allocate(arena, 4 * count);
        for (long i = 0; i < count; i++) {
            float value = (float) Math.sin(i * 0.7) * 1e-3f;
            Memory.ALL.set(ValueLayout.JAVA_FLOAT, address + 4 * i, value);
        }
        return address;
    }
}
