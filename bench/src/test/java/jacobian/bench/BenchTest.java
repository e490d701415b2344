package jacobian.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {
    private static final Row MLP = Row.ours(
            "mlp",
            "",
            2,
            Map.of(
                    Measure.SAMPLES_PER_SECOND, 39_870.4321,
                    Measure.MEDIAN_SAMPLES_PER_SECOND, 38_000.0,
                    Measure.GFLOPS, 127.9501,
                    Measure.MFLOP_PER_SAMPLE, 3.209216,
                    Measure.FIRST_STEP_S, 0.62,
                    Measure.LATENCY_US, 61.5));
    private static final Row PRODUCT =
            Row.ours("matmul", "1024x1024x1024", 1, Map.of(Measure.GFLOPS, 80.0, Measure.RATIO_TO_BLAS, 1.02));

    @Test
    void benchmarks_have_names() {
        assertThat(Bench.names())
                .containsExactly(
                        "matmul", "conv", "elementwise", "mlp", "cnn", "lstm", "transformer", "resnet20", "allocation");
    }

    @Test
    void refuses_a_name_that_is_none() {
        assertThatThrownBy(() -> Bench.run(List.of("mlp", "lstn"), BenchOptions.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no benchmark is called lstn: there are matmul, conv, elementwise, mlp, cnn, lstm,"
                        + " transformer, resnet20, allocation");
    }

    @Test
    void refuses_to_run_no_times() {
        assertThatThrownBy(() -> new BenchOptions(2, 0, false, _ -> {}))
                .hasMessage("a benchmark on 2 threads, 0 times: both need at least 1");
    }

    @Test
    void a_figure_is_finite() {
        assertThatThrownBy(() -> Row.ours("matmul", "2x2x2", 1, Map.of(Measure.RATIO_TO_BLAS, Double.NaN)))
                .hasMessage("matmul 2x2x2: ratio_to_blas is NaN: leave out what was not measured");
    }

    @Test
    void json_is_read_back_as_it_was_written() {
        var quoted = Row.ours("conv", "a \"b\" \\ \t", 1, Map.of(Measure.MILLISECONDS, 1.5e-7));
        var read = JsonMapper.shared().readTree(Bench.json(List.of(MLP, PRODUCT, quoted)));
        assertThat(read.size()).isEqualTo(3);
        assertThat(read.get(0).get("name").asString()).isEqualTo("mlp");
        assertThat(read.get(0).get("framework").asString()).isEqualTo("jacobian");
        assertThat(read.get(0).get("threads").asInt()).isEqualTo(2);
        assertThat(read.get(0).get("samples_per_second").asDouble()).isEqualTo(39870.4);
        assertThat(read.get(0).has("detail")).isFalse();
        assertThat(read.get(1).get("detail").asString()).isEqualTo("1024x1024x1024");
        assertThat(read.get(1).propertyNames())
                .containsExactly("name", "framework", "detail", "threads", "gflops", "ratio_to_blas");
        assertThat(read.get(2).get("detail").asString()).isEqualTo("a \"b\" \\ \t");
        assertThat(read.get(2).get("milliseconds").asDouble()).isEqualTo(1.5e-7);
    }

    @Test
    void the_table_fits_80_columns() {
        assertThat(Bench.table(List.of(PRODUCT, MLP))).isEqualTo("""
                matmul, 1 thread
                  1024x1024x1024  80.0 GFLOP/s  ratio 1.02
                mlp, 2 threads
                  39,870 samples/s  median 38,000  128.0 GFLOP/s  3.209 MFLOP a sample
                  first step 0.62 s  batch 1 62 us
                """);
    }

    @Test
    void elementwise_chains_are_measured_on_both_sizes() {
        var rows = ElementwiseBench.measure(1, 1);
        assertThat(rows)
                .hasSize(10)
                .allSatisfy(row -> assertThat(row.measures())
                        .containsOnlyKeys(Measure.GIGABYTES_PER_SECOND, Measure.MILLISECONDS)
                        .allSatisfy((_, value) -> assertThat(value).isPositive()));
        assertThat(Bench.table(rows).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }
}
