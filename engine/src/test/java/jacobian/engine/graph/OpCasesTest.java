package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.backend.Buffer;
import jacobian.engine.reference.ReferenceBackend;
import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpCasesTest {
    private static final ReferenceBackend REFERENCE = new ReferenceBackend();

    private static List<Op> covered() {
        return Stream.of(DType.values())
                .flatMap(dtype -> OpCases.of(dtype, 3).stream())
                .map(OpCase::op)
                .toList();
    }

    @Test
    void every_member_of_the_sealed_family_has_a_case() {
        var covered = covered();
        for (var member : Op.class.getPermittedSubclasses()) {
            assertThat(covered).as("cases of " + member.getSimpleName()).anyMatch(member::isInstance);
            if (member.isEnum()) {
                assertThat(covered)
                        .contains(
                                Arrays.copyOf(member.getEnumConstants(), member.getEnumConstants().length, Op[].class));
            }
        }
    }

    @Test
    void every_kind_and_flag_among_the_attributes_has_a_case() {
        var covered = covered();
        for (var member : Op.class.getPermittedSubclasses()) {
            if (member.isRecord()) {
                for (var component : member.getRecordComponents()) {
                    var seen = new HashSet<>(covered.stream()
                            .filter(member::isInstance)
                            .map(op -> attribute(OpCase.value(component, op)))
                            .toList());
                    assertThat(seen)
                            .as(member.getSimpleName() + "." + component.getName())
                            .containsAll(required(component.getType()));
                }
            }
        }
    }

    private static Object attribute(Object value) {
        return value instanceof Window window ? window.padding().kind() : value;
    }

    private static Set<Object> required(Class<?> type) {
        if (type == boolean.class) {
            return Set.of(true, false);
        }
        if (type == Window.class) {
            return Set.of((Object[]) Padding.Kind.values());
        }
        // Which element types an operation takes is its own rule.
        return type.isEnum() && type != DType.class ? Set.of((Object[]) type.getEnumConstants()) : Set.of();
    }

    @ParameterizedTest
    @EnumSource
    void the_promised_type_is_the_real_one(DType dtype) {
        for (int n : new int[] {0, 1, 3}) {
            for (var each : OpCases.of(dtype, n)) {
                var graph = each.graph();
                var buffers = new ArrayList<Buffer>();
                for (var argument : each.arguments()) {
                    buffers.add(Run.buffer(REFERENCE, argument.type(), argument.draw(1)));
                }
                var results = Run.run(REFERENCE, graph, buffers);
                for (int i = 0; i < results.length; i++) {
                    var promised = graph.results().get(i).type();
                    assertThat(results[i].type()).as(each.toString()).isEqualTo(promised);
                    assertThat(Run.doubles(results[i]))
                            .hasSize(Math.toIntExact(promised.shape().size()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_graph_with_a_symbol_computes_for_every_size_what_the_graph_of_that_size_does(DType dtype) {
        var symbolic = OpCases.of(dtype, Dim.symbolic(7));
        for (int n : new int[] {0, 1, 3}) {
            var fixed = OpCases.of(dtype, Dim.fixed(n));
            assertThat(fixed).hasSameSizeAs(symbolic);
            for (int i = 0; i < fixed.size(); i++) {
                var data = fixed.get(i);
                assertThat(run(symbolic.get(i).graph(), data))
                        .as(data.toString())
                        .isEqualTo(run(data.graph(), data));
            }
        }
    }

    private static List<List<Double>> run(Graph graph, OpCase data) {
        var buffers = new ArrayList<Buffer>();
        for (var argument : data.arguments()) {
            buffers.add(Run.buffer(REFERENCE, argument.type(), argument.draw(1)));
        }
        return Stream.of(Run.run(REFERENCE, graph, buffers))
                .map(buffer -> Arrays.stream(Run.doubles(buffer)).boxed().toList())
                .toList();
    }
}
