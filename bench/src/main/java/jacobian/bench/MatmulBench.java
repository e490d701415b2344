package jacobian.bench;

import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.Matmul;
import jacobian.engine.cpu.MatmulGeometry;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// float32 matrix products beside OpenBLAS in the same process: samples of the two alternate, and the figure is
/// the median of the ratios of the pairs.
///
/// `java ... jacobian.bench.MatmulBench [threads[,threads]] [pairs] [name part]`
public final class MatmulBench {
    /// One product, `(rows, depth) · (depth, columns)`.
    public record Case(int rows, int columns, int depth, boolean transposeA, boolean transposeB) {
        @Override
        public String toString() {
            return "%dx%dx%d%s%s".formatted(rows, columns, depth, transposeA ? " tA" : "", transposeB ? " tB" : "");
        }

        MatmulGeometry geometry() {
            var plain = MatmulGeometry.of(rows, columns, depth);
            var left = transposeA ? plain.transposeA() : plain;
            return transposeB ? left.transposeB() : left;
        }
    }

    /// What was measured: medians of both speeds in GFLOP/s and of the ratio, with the ratio's quartiles. Without
    /// OpenBLAS its figures are NaN.
    public record Row(
            Case product, int threads, double ours, double openBlas, double ratio, double low, double high, int pairs) {
        @Override
        public String toString() {
            return "%-22s %d thread%s %7.1f GFLOP/s  OpenBLAS %7.1f  ratio %.3f (%.3f to %.3f)"
                    .formatted(product, threads, threads == 1 ? " " : "s", ours, openBlas, ratio, low, high);
        }
    }

    private static final long SAMPLE_NANOS = 30_000_000;

    /// Before each sample its threads run so long untimed: those of the other side spin on for a while, and the
    /// system takes its time to give both threads a core.
    private static final long SETTLE_NANOS = 30_000_000;

    private static final long WARM_UP_NANOS = 700_000_000;

    private MatmulBench() {}

    /// The products of a network's training step and the large square one, each in the layouts it occurs in.
    public static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (int[] size :
                new int[][] {{1024, 1024, 1024}, {128, 512, 784}, {2048, 512, 512}, {3136, 32, 288}, {64, 512, 128}}) {
            cases.add(new Case(size[0], size[1], size[2], false, false));
            cases.add(new Case(size[0], size[1], size[2], true, false));
            cases.add(new Case(size[0], size[1], size[2], false, true));
        }
        cases.add(new Case(128, 512, 512, false, false));
        cases.add(new Case(128, 10, 512, false, false));
        cases.add(new Case(784, 512, 128, true, false));
        cases.add(new Case(512, 512, 128, true, false));
        cases.add(new Case(512, 10, 128, true, false));
        cases.add(new Case(128, 512, 512, false, true));
        cases.add(new Case(128, 512, 10, false, true));
        return cases;
    }

    public static void main(String[] args) {
        int[] threads = Arrays.stream((args.length > 0 ? args[0] : "1,2").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 21;
        String part = args.length > 2 ? args[2] : "";
        System.out.println("JDK " + Runtime.version() + "; "
                + OpenBlas.description().map(text -> "OpenBLAS: " + text).orElse("no OpenBLAS on this machine"));
        for (int count : threads) {
            for (Case product : cases()) {
                if (product.toString().contains(part)) {
                    System.out.println(measure(product, count, pairs));
                }
            }
        }
    }

    /// Measures one product on a team of `threads` threads.
    public static Row measure(Case product, int threads, int pairs) {
        try (var arena = Arena.ofConfined()) {
            return measure(product, threads, pairs, arena);
        }
    }

    private static Row measure(Case product, int threads, int pairs, Arena arena) {
        var geometry = product.geometry();
        var matmul = Matmul.float32(geometry, threads, Epilogue.NONE);
        var team = ThreadTeam.of(threads);
        long a = random(arena, (long) product.rows() * product.depth());
        long b = random(arena, (long) product.depth() * product.columns());
        long c = Memory.allocate(arena, 4L * product.rows() * product.columns());
        long scratch = Memory.allocate(arena, matmul.scratchBytes());
        Runnable ours = () -> matmul.run(team, a, b, c, scratch);
        boolean compare = OpenBlas.description().isPresent();
        if (compare) {
            OpenBlas.threads(threads);
        }
        Runnable theirs = compare ? () -> OpenBlas.sgemm(product, a, b, c) : () -> {};
        double[][] nanos = pairs(ours, theirs, pairs);
        return row(product, threads, geometry.operations(), nanos);
    }

    /// Nanoseconds a run, `[0]` of ours and `[1]` of theirs, measured in turn.
    private static double[][] pairs(Runnable ours, Runnable theirs, int pairs) {
        int oursPerSample = warmUp(ours);
        int theirsPerSample = warmUp(theirs);
        var nanos = new double[2][pairs];
        for (int i = 0; i < pairs; i++) {
            settle(ours);
            nanos[0][i] = time(ours, oursPerSample);
            settle(theirs);
            nanos[1][i] = time(theirs, theirsPerSample);
        }
        return nanos;
    }

    private static Row row(Case product, int threads, long operations, double[][] nanos) {
        int pairs = nanos[0].length;
        var ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            ratios[i] = nanos[1][i] / nanos[0][i];
        }
        boolean compared = OpenBlas.description().isPresent();
        double ratio = compared ? quantile(ratios, 0.5) : Double.NaN;
        double theirs = compared ? operations / quantile(nanos[1], 0.5) : Double.NaN;
        return new Row(
                product,
                threads,
                operations / quantile(nanos[0], 0.5),
                theirs,
                ratio,
                compared ? quantile(ratios, 0.25) : Double.NaN,
                compared ? quantile(ratios, 0.75) : Double.NaN,
                pairs);
    }

    /// Runs until warm; returns how many runs make a sample.
    private static int warmUp(Runnable work) {
        long start = System.nanoTime();
        double best = Double.MAX_VALUE;
        while (System.nanoTime() - start < WARM_UP_NANOS) {
            best = Math.min(best, time(work, 1));
        }
        return (int) Math.clamp(Math.ceil(SAMPLE_NANOS / best), 1, 100_000);
    }

    private static void settle(Runnable work) {
        for (long start = System.nanoTime(); System.nanoTime() - start < SETTLE_NANOS; ) {
            work.run();
        }
    }

    private static double time(Runnable work, int runs) {
        long start = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            work.run();
        }
        return (System.nanoTime() - start) / (double) runs;
    }

    private static double quantile(double[] values, double q) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    private static long random(Arena arena, long elements) {
        long address = Memory.allocate(arena, 4 * elements);
        var random = new SplittableRandom(elements);
        for (long i = 0; i < elements; i++) {
            Memory.ALL.set(ValueLayout.JAVA_FLOAT, address + 4 * i, random.nextFloat() - 0.5f);
        }
        return address;
    }
}
