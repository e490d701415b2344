package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.backend.Backend;
import jacobian.engine.backend.Buffer;
import jacobian.engine.reference.ReferenceBackend;
import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attention of sizes that take several blocks of queries and vectors, against the reference.
class DotProductAttentionTest {
    private static final int RUNS = 20;
    private static final Backend CPU = ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.name().equals("cpu"))
            .findFirst()
            .orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "2, 40, 40, 4, 4, 32, 32, false, false",
        "1, 200, 330, 2, 1, 16, 24, false, false",
        "1, 200, 330, 4, 2, 16, 24, false, true",
        "1, 210, 1030, 1, 1, 8, 8, false, true",
        "2, 130, 130, 2, 2, 16, 16, true, false",
        "1, 700, 700, 1, 1, 5, 7, true, false",
        "2, 130, 130, 2, 2, 16, 16, true, true"
    })
    void is_what_the_reference_says(
            int batch,
            int queries,
            int keys,
            int heads,
            int groups,
            int features,
            int values,
            boolean causal,
            boolean masked) {
        var sizes = new AttentionCases.Sizes(Dim.fixed(batch), queries, keys, heads, groups, features, values);
        var arguments =
                masked ? sizes.arguments(DType.FLOAT32, batch, 1, queries, keys) : sizes.arguments(DType.FLOAT32);
        for (var each :
                List.of(AttentionCases.forward(causal, arguments), AttentionCases.backward(causal, arguments))) {
            var expected = run(new ReferenceBackend(), each, 1).get(0);
            // Again and again until the kernels are compiled: the same bits.
            for (var actual : run(CPU, each, RUNS)) {
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(difference(actual.get(i), expected.get(i)))
                            .as("%s, result %d", each, i)
                            .isLessThan(1e-5 * largest(expected.get(i)));
                }
            }
            assertThat(run(CPU, each, RUNS).stream()
                            .map(DotProductAttentionTest::bits)
                            .distinct())
                    .hasSize(1);
        }
    }

    private static List<List<double[]>> run(Backend backend, Case each, int times) {
        var program = backend.compile(each.graph());
        var inputs = new Buffer[each.arguments().size()];
        for (int i = 0; i < inputs.length; i++) {
            var argument = each.arguments().get(i);
            inputs[i] = Run.buffer(backend, argument.type(), argument.draw(23L + i));
        }
        var all = new ArrayList<List<double[]>>();
        for (int i = 0; i < times; i++) {
            var results = new Buffer[each.graph().results().size()];
            program.run(inputs, results);
            all.add(Arrays.stream(results).map(Run::doubles).toList());
        }
        return all;
    }

    private static List<Integer> bits(List<double[]> results) {
        return results.stream().map(Arrays::hashCode).toList();
    }

    private static double difference(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @Test
    void heads_that_groups_cannot_share_are_refused() {
        var sizes = new AttentionCases.Sizes(Dim.fixed(1), 3, 3, 3, 2, 4, 4);
        var types = sizes.arguments(DType.FLOAT32).stream().map(Argument::type).toList();
        assertThatThrownBy(() -> DotProductAttention.of(types, false))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("heads a multiple of groups");
    }
}
