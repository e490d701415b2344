package jacobian.bench;

import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.Matmul;
import jacobian.engine.cpu.MatmulGeometry;
import jacobian.engine.cpu.MatrixLayout;
import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// float32 matrix products beside OpenBLAS and MKL in the same process: samples take turns, and the figure is the
/// median of the ratios of the rounds to the better of the two. How long one product takes, and how steadily, asks
/// `MatmulBenchmark` in tools/jmh, which has no library beside it and cannot take turns.
///
/// `java ... jacobian.bench.MatmulBench [threads[,threads]] [pairs] [name part]`
public final class MatmulBench {
    /// `batches` products `(rows, depth) · (depth, columns)`.
    public record Case(int batches, int rows, int columns, int depth, boolean transposeA, boolean transposeB) {
        Case(int rows, int columns, int depth, boolean transposeA, boolean transposeB) {
            this(1, rows, columns, depth, transposeA, transposeB);
        }

        @Override
        public String toString() {
            return (batches == 1 ? "" : batches + " of ")
                    + "%dx%dx%d%s%s".formatted(rows, columns, depth, transposeA ? " tA" : "", transposeB ? " tB" : "");
        }

        MatmulGeometry geometry() {
            var plain = new MatmulGeometry(
                    batches,
                    rows,
                    columns,
                    depth,
                    MatrixLayout.rowMajor(depth).batch((long) rows * depth),
                    MatrixLayout.rowMajor(columns).batch((long) depth * columns),
                    MatrixLayout.rowMajor(columns).batch((long) rows * columns),
                    false);
            var left = transposeA ? plain.transposeA() : plain;
            return transposeB ? left.transposeB() : left;
        }
    }

    /// What was measured: the speed of ours and of each library in GFLOP/s, medians, and the median ratio of ours to
    /// the better library, with its quartiles; without a library no speeds, and ratios of 1.
    public record Row(
            Case product, int threads, double ours, Map<String, Double> theirs, double ratio, double low, double high) {
        @Override
        public String toString() {
            return "%-22s %d thread%s %7.1f GFLOP/s  %s  ratio %.3f (%.3f to %.3f)"
                    .formatted(product, threads, threads == 1 ? " " : "s", ours, theirs, ratio, low, high);
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
        for (int side : new int[] {64, 128, 256, 4096}) {
            cases.add(new Case(side, side, side, false, false));
        }
        for (int side : new int[] {64, 128}) {
            cases.add(new Case(32, side, side, side, false, false));
        }
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
        System.out.println("JDK " + Runtime.version());
        libraries().forEach(library -> System.out.println(library.name() + ": " + library.description()));
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
        long a = random(arena, (long) product.batches() * product.rows() * product.depth());
        long b = random(arena, (long) product.batches() * product.depth() * product.columns());
        long c = Memory.allocate(arena, 4L * product.batches() * product.rows() * product.columns());
        long scratch = Memory.allocate(arena, matmul.scratchBytes());
        var names = new ArrayList<String>();
        var works = new ArrayList<Runnable>();
        works.add(() -> matmul.run(team, a, b, c, scratch));
        for (var library : libraries()) {
            library.threads(threads);
            names.add(library.name());
            works.add(() -> library.sgemm(product, a, b, c));
        }
        return row(product, threads, names, rounds(works, pairs));
    }

    private static List<Blas> libraries() {
        return Stream.of(Blas.openBlas(), Blas.mkl()).flatMap(Optional::stream).toList();
    }

    /// Nanoseconds a run, a row for each work, measured in turn.
    private static double[][] rounds(List<Runnable> works, int rounds) {
        int[] runs = works.stream().mapToInt(MatmulBench::warmUp).toArray();
        var nanos = new double[runs.length][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < runs.length; i++) {
                settle(works.get(i));
                nanos[i][round] = time(works.get(i), runs[i]);
            }
        }
        return nanos;
    }

    private static Row row(Case product, int threads, List<String> names, double[][] nanos) {
        double operations = product.geometry().operations();
        var theirs = new LinkedHashMap<String, Double>();
        int better = 0;
        for (int i = 0; i < names.size(); i++) {
            double median = quantile(nanos[i + 1], 0.5);
            theirs.put(names.get(i), operations / median);
            better = better == 0 || median < quantile(nanos[better], 0.5) ? i + 1 : better;
        }
        var ratios = new double[nanos[0].length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = nanos[better][i] / nanos[0][i];
        }
        return new Row(
                product,
                threads,
                operations / quantile(nanos[0], 0.5),
                theirs,
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75));
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
