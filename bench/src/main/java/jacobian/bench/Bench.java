package jacobian.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The door to the benchmarks: their names, running some of them, and the table and the JSON of what they found.
///
/// ```java
/// var rows = Bench.run(List.of("matmul", "mlp"), BenchOptions.standard());
/// System.out.print(Bench.table(rows));
/// ```
public final class Bench {
    private static final SequencedMap<String, Function<BenchOptions, List<Row>>> ALL = all();

    private Bench() {}

    private static SequencedMap<String, Function<BenchOptions, List<Row>>> all() {
        var all = new LinkedHashMap<String, Function<BenchOptions, List<Row>>>();
        all.put("matmul", Bench::matmul);
        all.put("conv", Bench::conv);
        all.put("elementwise", options -> ElementwiseBench.measure(options.threads(), 60L * options.repeat()));
        for (var workload : Workload.values()) {
            all.put(
                    workload.label(),
                    options -> List.of(
                            Row.ours(workload.label(), "", options.threads(), Training.measure(workload, options))));
        }
        all.put("allocation", Bench::allocation);
        return all;
    }

    /// The names of all benchmarks, in the order they run.
    public static List<String> names() {
        return List.copyOf(ALL.sequencedKeySet());
    }

    /// Runs the benchmarks of these names, all if there are none. The number of threads holds for this process: a
    /// benchmark that runs first binds its programs to it.
    ///
    /// @throws IllegalArgumentException if there is no benchmark of a name
    public static List<Row> run(List<String> names, BenchOptions options) {
        var chosen = new LinkedHashMap<String, Function<BenchOptions, List<Row>>>();
        for (var name : names.isEmpty() ? names() : names) {
            var benchmark = ALL.get(name);
            if (benchmark == null) {
                throw new IllegalArgumentException(
                        "no benchmark is called " + name + ": there are " + String.join(", ", names()));
            }
            chosen.put(name, benchmark);
        }
        System.setProperty("jacobian.threads", String.valueOf(options.threads()));
        if (options.verbose()) {
            System.setProperty("jacobian.profile", "true");
            options.progress().accept("JVM flags: " + flags());
        }
        var rows = new ArrayList<Row>();
        chosen.forEach((name, benchmark) -> {
            options.progress().accept(name + " ...");
            rows.addAll(benchmark.apply(options));
        });
        return rows;
    }

    /// What the JVM was started with: memory and start depend on it.
    private static String flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-X"))
                .collect(Collectors.joining(" "));
    }

    /// A table of at most 80 columns.
    public static String table(List<Row> rows) {
        return Table.of(rows);
    }

    /// One JSON array with an object a row: `name`, `framework`, `detail`, `threads` and the figures by
    /// [Measure#key].
    public static String json(List<Row> rows) {
        return rows.stream()
                .map(row -> "  " + Json.object(row.members()))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /// Products as they are stored; with details also those of transposed matrices.
    private static List<Row> matmul(BenchOptions options) {
        var rows = new ArrayList<Row>();
        for (var product : MatmulBench.cases()) {
            if (options.verbose() || !product.transposeA() && !product.transposeB()) {
                rows.add(row(MatmulBench.measure(product, options.threads(), 4 * options.repeat() + 1)));
            }
        }
        return rows;
    }

    private static Row row(MatmulBench.Row found) {
        var measures = new EnumMap<Measure, Double>(Measure.class);
        measures.put(Measure.GFLOPS, found.ours());
        if (found.theirs().containsKey("OpenBLAS")) {
            measures.put(Measure.OPENBLAS_GFLOPS, found.theirs().get("OpenBLAS"));
        }
        if (found.theirs().containsKey("MKL")) {
            measures.put(Measure.MKL_GFLOPS, found.theirs().get("MKL"));
        }
        if (!found.theirs().isEmpty()) {
            measures.put(Measure.RATIO_TO_BLAS, found.ratio());
        }
        return Row.ours("matmul", found.product().toString(), found.threads(), measures);
    }

    private static List<Row> allocation(BenchOptions options) {
        return Arrays.stream(Workload.values())
                .map(each -> Row.ours("allocation", each.label(), options.threads(), AllocationBench.measure(each)))
                .toList();
    }

    private static List<Row> conv(BenchOptions options) {
        long milliseconds = 40L * options.repeat();
        int[] threads = {options.threads()};
        ConvBench.measure(ConvBench.workloads().subList(0, 2), threads, milliseconds); // until the kernels are compiled
        return ConvBench.measure(ConvBench.workloads(), threads, milliseconds).stream()
                .map(found -> Row.ours(
                        "conv",
                        found.workload() + ", " + found.direction(),
                        found.threads(),
                        Map.of(Measure.GFLOPS, found.gflops(), Measure.MILLISECONDS, found.milliseconds())))
                .toList();
    }
}
