package jacobian.bench;

import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Speed of chains of elementwise operations and of reductions, which a compiler should fuse into one pass over
/// memory.
///
/// Bytes are counted as if each chain read its input once and wrote its result once, so a chain that is not fused
/// shows as a low figure. A quarter of a million floats stay in the second-level cache, sixteen million do not.
public final class ElementwiseBench {
    private static final Map<String, UnaryOperator<Tensor>> CHAINS = chains();
    private static final int[] ROWS = {256, 16_384};
    private static final int COLUMNS = 1024;
    /// The first runs are slow: the fused loop is compiled beside them.
    private static final int LEAST_RUNS = 8;

    private ElementwiseBench() {}

    private static Map<String, UnaryOperator<Tensor>> chains() {
        var chains = new LinkedHashMap<String, UnaryOperator<Tensor>>();
        chains.put("scale, shift, relu", x -> x.multiply(0.5).add(0.25).maximum(0));
        chains.put("tanh", Tensor::tanh);
        chains.put(
                "gelu by tanh",
                x -> x.multiply(0.5)
                        .multiply(x.add(x.square().multiply(x).multiply(0.044715))
                                .multiply(0.7978845608)
                                .tanh()
                                .add(1)));
        chains.put("sum of squares of rows", x -> x.square().sum(-1));
        chains.put("softmax of rows", x -> x.softmax(-1));
        return chains;
    }

    /// Measures every chain for so many milliseconds each on both sizes; the figure is the best run.
    static List<Row> measure(int threads, long milliseconds) {
        var rows = new ArrayList<Row>();
        for (int height : ROWS) {
            var x = input(height);
            CHAINS.forEach((name, chain) -> rows.add(row(name, chain, x, threads, milliseconds)));
        }
        return rows;
    }

    private static Row row(String name, UnaryOperator<Tensor> chain, Tensor x, int threads, long milliseconds) {
        var program = Compiled.of(arguments -> List.of(chain.apply(arguments.getFirst())));
        var from = x.buffer();
        long best = Long.MAX_VALUE;
        long bytes = 4
                * (from.type().shape().size()
                        + program.run(from)[0].type().shape().size());
        long end = System.nanoTime() + milliseconds * 1_000_000;
        for (int runs = 0; runs < LEAST_RUNS || System.nanoTime() < end; runs++) {
            long start = System.nanoTime();
            program.run(from);
            best = Math.min(best, System.nanoTime() - start);
        }
        var measures = Map.of(Measure.GIGABYTES_PER_SECOND, (double) bytes / best, Measure.MILLISECONDS, best * 1e-6);
        return Row.ours("elementwise", name + ", " + x.shape().size(0) + "x" + COLUMNS, threads, measures);
    }

    private static Tensor input(int rows) {
        var random = new SplittableRandom(rows);
        var values = new float[rows * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(1 << 24) * 0x1p-23f - 1;
        }
        return Tensor.of(values, rows, COLUMNS);
    }
}
