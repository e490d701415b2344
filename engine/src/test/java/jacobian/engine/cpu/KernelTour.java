package jacobian.engine.cpu;

import jacobian.engine.backend.Backend;
import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.DotProductAttention;
import jacobian.engine.graph.Gradient;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Padding;
import jacobian.engine.graph.Source;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// Runs every kernel of the processor back end until the JIT has compiled it; a program of its own, which
/// [KernelCompilationTest] starts with compilation printed.
final class KernelTour {
    private static final long NANOS_A_PROGRAM = 250_000_000;

    private final Backend backend = ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.name().equals("cpu"))
            .findFirst()
            .orElseThrow();

    private KernelTour() {}

    public static void main(String... args) {
        var tour = new KernelTour();
        tour.matrixProducts(DType.FLOAT32);
        waitForWarmUp();
        for (var dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            tour.matrixProducts(dtype);
            tour.convolutions(dtype);
            tour.poolings(dtype);
            tour.loops(dtype);
        }
        tour.attention();
    }

    /// Products and attention run on scalar kernels until the others are compiled.
    private static void waitForWarmUp() {
        var meanwhile = new ScalarAttentionRows();
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end
                && !(Kernels.standard().ready(0) && Kernels.standard().attentionRows(meanwhile) != meanwhile)) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private void matrixProducts(DType dtype) {
        for (var sizes : List.of(
                new int[] {130, 140, 150},
                new int[] {500, 32, 96},
                new int[] {64, 100, 10},
                new int[] {3, 200, 5},
                new int[] {1, 200, 300})) {
            int m = sizes[0];
            int k = sizes[1];
            int n = sizes[2];
            run(dtype, x -> x.get(0).matmul(x.get(1)), new int[] {m, k}, new int[] {k, n});
            run(dtype, x -> x.get(0).transpose(1, 0).matmul(x.get(1)), new int[] {k, m}, new int[] {k, n});
            run(dtype, x -> x.get(0).matmul(x.get(1).transpose(1, 0)), new int[] {m, k}, new int[] {n, k});
        }
        run(
                dtype,
                x -> x.get(0).matmul(x.get(1)).add(x.get(2)).relu(),
                new int[] {128, 96},
                new int[] {96, 64},
                new int[] {64});
    }

    private void convolutions(DType dtype) {
        var same = new Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME);
        var strided = new Window(List.of(3, 3), List.of(2, 2), List.of(1, 1), Padding.VALID);
        for (var window : List.of(same, strided)) {
            for (int channels : new int[] {1, 16}) {
                convolution(dtype, window, 1, channels, 32);
            }
            convolution(dtype, window, 16, 16, 16);
            convolution(dtype, window, 2, 16, 8);
        }
    }

    private void convolution(DType dtype, Window window, int groups, int channels, int filters) {
        int[] images = {4, 20, 20, channels};
        int[] kernel = {3, 3, channels / groups, filters};
        run(dtype, x -> x.get(0).convolve(x.get(1), window, groups).relu(), images, kernel);
        runWithGradients(dtype, x -> x.get(0).convolve(x.get(1), window, groups), images, kernel);
    }

    private void poolings(DType dtype) {
        for (int stride : new int[] {1, 2}) {
            var window = new Window(List.of(2, 2), List.of(stride, stride), List.of(1, 1), Padding.SAME);
            int[] images = {4, 24, 24, 20};
            run(dtype, x -> x.get(0).maxPool(window), images);
            run(dtype, x -> x.get(0).averagePool(window), images);
            runWithGradients(dtype, x -> x.get(0).maxPool(window), images);
            runWithGradients(dtype, x -> x.get(0).averagePool(window), images);
        }
    }

    private void loops(DType dtype) {
        int[] matrix = {300, 70};
        run(dtype, x -> x.get(0).softmax(-1), matrix);
        run(dtype, x -> x.get(0).exp().log1p().tanh().sigmoid().sqrt().multiply(x.get(1)), matrix, new int[] {70});
        run(dtype, x -> x.get(0).square().sum(0), matrix);
        run(dtype, x -> x.get(0).abs().add(x.get(1)).sum(1), matrix, matrix);
    }

    private void attention() {
        int[] steps = {2, 100, 4, 36};
        var types = inputs(DType.FLOAT32, steps, steps, steps).stream()
                .map(Node::type)
                .toList();
        var op = DotProductAttention.of(types, true);
        runWithGradients(DType.FLOAT32, x -> Node.of(op, x).pick(0), steps, steps, steps);
        run(DType.FLOAT32, x -> Node.of(op, x).pick(0), steps, steps, steps);
    }

    private void run(DType dtype, Function<List<Node>, Node> program, int[]... shapes) {
        var inputs = inputs(dtype, shapes);
        run(new Graph(inputs, List.of(program.apply(inputs))));
    }

    private void runWithGradients(DType dtype, Function<List<Node>, Node> program, int[]... shapes) {
        var inputs = inputs(dtype, shapes);
        var loss = program.apply(inputs).square().sum();
        run(new Graph(
                inputs,
                Gradient.of(loss, inputs).stream().flatMap(Optional::stream).toList()));
    }

    private void run(Graph graph) {
        var executable = backend.compile(graph);
        var inputs = graph.inputs().stream()
                .map(input -> backend.allocate(input.type()))
                .toArray(Buffer[]::new);
        var results = new Buffer[graph.results().size()];
        long end = System.nanoTime() + NANOS_A_PROGRAM;
        do {
            executable.run(inputs, results);
        } while (System.nanoTime() < end);
    }

    private static List<Node> inputs(DType dtype, int[]... shapes) {
        var inputs = new ArrayList<Node>();
        for (var shape : shapes) {
            inputs.add(Node.input(new Source() {}, TensorType.of(dtype, shape)));
        }
        return inputs;
    }
}
