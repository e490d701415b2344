package jacobian.bench;

import java.util.Locale;

/// What a benchmark measures: the name in JSON, and how a person reads the figure.
public enum Measure {
    /// Training speed of the best epoch.
    SAMPLES_PER_SECOND("%,.0f samples/s"),
    /// Training speed of the middle epoch.
    MEDIAN_SAMPLES_PER_SECOND("median %,.0f"),
    /// Billions of multiplications and additions a second; a multiply-add is two.
    GFLOPS("%.1f GFLOP/s"),
    /// Speed of OpenBLAS on the same product, in the same process, in turn.
    OPENBLAS_GFLOPS("OpenBLAS %.1f"),
    /// Speed of MKL on the same product, in the same process, in turn.
    MKL_GFLOPS("MKL %.1f"),
    /// Median of the rounds' ratios to the better of OpenBLAS and MKL: above one, ours is faster.
    RATIO_TO_BLAS("ratio %.2f"),
    /// Bytes read and written once each, as if nothing were read twice.
    GIGABYTES_PER_SECOND("%.1f GB/s"),
    /// Time of one run.
    MILLISECONDS("%.3f ms"),
    /// Work of a training step for one sample, as docs/workloads.md counts it.
    MFLOP_PER_SAMPLE("%.3f MFLOP a sample"),
    /// From the making of the model to the end of the first trained step, compilation included.
    FIRST_STEP_S("first step %.2f s"),
    /// Time to predict one sample.
    LATENCY_US("batch 1 %,.0f us"),
    /// The most memory the process has had resident so far.
    PEAK_RSS_MB("peak %,.0f MB"),
    /// Java heap taken by a training step once it is warm, over all threads.
    BYTES_PER_STEP("%,.0f bytes a step"),
    /// The loss of the last epoch: that it falls shows that the weights move.
    LOSS_AFTER("loss %.3f"),
    /// By how much of its time a step takes longer.
    OVERHEAD_PERCENT("%+.2f %% time"),
    /// By how much of its time the processor works longer for a step.
    PROCESSOR_OVERHEAD_PERCENT("%+.2f %% processor");

    private final String format;

    Measure(String format) {
        this.format = format;
    }

    /// The name in JSON: `samples_per_second`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The figure with its unit: `39,870 samples/s`.
    public String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
