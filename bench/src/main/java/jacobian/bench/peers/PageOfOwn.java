package jacobian.bench.peers;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The tables that ask how Jacobian itself fares: with processors, while idle, from many threads, beside Keras' loss
/// and beside libraries of matrix products.
final class PageOfOwn {
    private static final String PROCESSORS = """
            ## Processors

            The speed on all threads over that on one; and over the speed without, that with one of the cores taken by
            another process, and that with vectors of 256 bits (`-XX:UseAVX=2`).

            """;
    private static final String REQUESTS = """
            ## Many requests at once

            One model asked by 1, 4 and 16 threads for one sample at a time: requests per second, and the time that
            one in a hundred exceeds. ONNX Runtime is asked from Python, with the better of one and all threads for a
            request.

            """;
    private static final String SAME_LOSS = """
            ## The same loss

            The loss of the last of ten epochs of ten batches, from the same weights on the same batches, both read
            from files that Jacobian wrote, and how far Keras' loss is from it; with `>`, farther than %s. The labels
            are noise, and what is rounded differently in the first step grows with each one after it: in float32
            Keras' own back ends part from each other as well. In float64 so little is rounded that what is left is
            whether both compute the same; more than %s would be a mistake there. JAX has float64 only where it starts
            with it.

            """;
    private static final double TOLERANCE = 0.001;
    private static final double TOLERANCE_IN_FLOAT64 = 1e-6;
    private static final String PRODUCTS = """
            ## Matrix products

            GFLOP/s of float32 products in one process, turn by turn, and the median ratio to the better library.

            """;

    private final Results results;

    PageOfOwn(Results results) {
        this.results = results;
    }

    String text() {
        return scaling() + concurrency() + loss() + matmul();
    }

    private String scaling() {
        var rows = results.of("scaling").toList();
        var idle = results.of("idle").toList();
        var text = "";
        if (!rows.isEmpty()) {
            text += PROCESSORS
                    + Page.table(
                            rows,
                            List.of("workload", "samples/s", "over one thread", "a core taken", "256 bits"),
                            List.of(
                                    PageOfOwn::workload,
                                    figure("all_samples_per_second", "%,.0f"),
                                    figure("all_over_one", "%.2f"),
                                    figure("taken_over_all", "%.2f"),
                                    figure("narrow_over_all", "%.2f")))
                    + "\n";
        }
        if (!idle.isEmpty()) {
            text += "Processor time while idle, from a second after the last step on, in percent of one core.\n\n"
                    + Page.table(
                            idle,
                            List.of("workload", "idle"),
                            List.of(PageOfOwn::workload, figure("idle_percent", "%.2f %%")))
                    + "\n";
        }
        return text;
    }

    private String concurrency() {
        var rows = results.of("concurrency").toList();
        return rows.isEmpty()
                ? ""
                : REQUESTS
                        + Page.table(
                                rows,
                                List.of("", "workload", "1 thread", "p99", "4 threads", "p99", "16 threads", "p99"),
                                List.of(
                                        row -> Page.name(row.framework()),
                                        PageOfOwn::workload,
                                        figure("requests_per_second_1", "%,.0f"),
                                        figure("p99_us_1", "%,.0f us"),
                                        figure("requests_per_second_4", "%,.0f"),
                                        figure("p99_us_4", "%,.0f us"),
                                        figure("requests_per_second_16", "%,.0f"),
                                        figure("p99_us_16", "%,.0f us")))
                        + "\n";
    }

    private String loss() {
        var rows = results.of(Result.LOSS).filter(Result::isOurs).toList();
        return rows.isEmpty()
                ? ""
                : SAME_LOSS.formatted(power(TOLERANCE), power(TOLERANCE_IN_FLOAT64))
                        + Page.table(
                                rows,
                                List.of(
                                        "workload",
                                        "float32",
                                        "Keras on JAX",
                                        "Keras on TensorFlow",
                                        "these two apart",
                                        "float64",
                                        "Keras on TensorFlow"),
                                List.of(
                                        PageOfOwn::workload,
                                        figure("loss", "%.5f"),
                                        apart(Result.LOSS, Result.OURS, Peer.JAX.framework()),
                                        apart(Result.LOSS, Result.OURS, Peer.TF.framework()),
                                        apart(Result.LOSS, Peer.JAX.framework(), Peer.TF.framework()),
                                        row -> loss(Result.LOSS_IN_FLOAT64, row, Result.OURS)
                                                .map(loss -> Page.number("%.9f", loss))
                                                .orElse(Page.MISSING),
                                        apart(Result.LOSS_IN_FLOAT64, Result.OURS, Peer.TF.framework())))
                        + "\n";
    }

    /// How far two frameworks are from each other, on the workload of a row.
    private Function<Result, String> apart(String section, String one, String other) {
        double tolerance = section.equals(Result.LOSS) ? TOLERANCE : TOLERANCE_IN_FLOAT64;
        return row -> loss(section, row, one)
                .flatMap(left -> loss(section, row, other).map(right -> Math.abs(left - right)))
                .map(far -> (far > tolerance ? "> " : "") + power(far))
                .orElse(Page.MISSING);
    }

    private Optional<Double> loss(String section, Result row, String framework) {
        return results.one(section, row.workload(), framework, row.threads())
                .filter(each -> each.has("loss"))
                .map(each -> each.figure("loss"));
    }

    /// Two digits, in powers of ten: what is compared goes over ten of them.
    private static String power(double far) {
        return far == 0 ? "0" : Page.number("%.1e", far);
    }

    private String matmul() {
        var rows = results.of("matmul").toList();
        return rows.isEmpty()
                ? ""
                : PRODUCTS
                        + Page.table(
                                rows,
                                List.of("product", "threads", "Jacobian", "OpenBLAS", "MKL", "ratio"),
                                List.of(
                                        Result::workload,
                                        row -> String.valueOf(row.threads()),
                                        figure("gflops", "%.1f"),
                                        figure("openblas_gflops", "%.1f"),
                                        figure("mkl_gflops", "%.1f"),
                                        figure("ratio_to_blas", "%.2f")))
                        + "\n";
    }

    private static String workload(Result row) {
        return "`" + row.workload() + "`";
    }

    private static Function<Result, String> figure(String name, String format) {
        return row -> Page.cell(row, name, format);
    }
}
