package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.backend.Backend;
import jacobian.engine.backend.Buffer;
import jacobian.engine.backend.Executable;
import jacobian.engine.reference.ReferenceBackend;
import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every back end that is there against the reference, over all cases, all element types, and sizes around the
/// width of a vector.
@Tag("opsuite")
class OpSuiteTest {
    private static final int[] SIZES = {0, 1, 7, 16, 17, 255, 4099};
    private static final int[] FEW_SIZES = {0, 1, 17, 255};
    private static final ReferenceBackend REFERENCE = new ReferenceBackend();
    private static final int MOST = 25;

    private final List<String> faults = new ArrayList<>();

    private static Stream<Backend> backends() {
        return ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(backend -> !(backend instanceof ReferenceBackend));
    }

    private static Stream<Arguments> all() {
        return backends()
                .flatMap(backend ->
                        Stream.of(DType.values()).map(dtype -> Arguments.of(backend.name(), dtype, backend)));
    }

    private static Stream<Arguments> floating() {
        return all().filter(arguments -> ((DType) arguments.get()[1]).isFloating());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void one_program_of_each_operation_is_right_for_all_sizes(String name, DType dtype, Backend backend) {
        // Bools, bytes and longs take the paths of the others, mostly.
        boolean all = dtype.isFloating() || dtype == DType.INT32;
        compareSizes(
                backend,
                OpCases.of(dtype, Dim.symbolic(7)),
                n -> OpCases.of(dtype, Dim.fixed(n)),
                all ? SIZES : FEW_SIZES);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void programs_of_fixed_sizes_are_right(String name, DType dtype, Backend backend) {
        OpCases.of(dtype, 17).forEach(each -> compare(backend, each, each));
        OpCases.of(dtype, 1).forEach(each -> compare(backend, each, each));
        ProductCases.wide(dtype, 7).forEach(each -> compare(backend, each, each));
        ProductCases.wide(dtype, 33).forEach(each -> compare(backend, each, each));
        assertNoFaults();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("floating")
    void infinities_and_nan_are_what_the_reference_says(String name, DType dtype, Backend backend) {
        ElementwiseCases.special(dtype).forEach(each -> compare(backend, each, each));
        assertNoFaults();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("floating")
    void compositions_are_right_for_all_sizes(String name, DType dtype, Backend backend) {
        compareSizes(backend, Composition.of(dtype, Dim.symbolic(7)), n -> Composition.of(dtype, Dim.fixed(n)), SIZES);
    }

    private void compareSizes(
            Backend backend, List<? extends Case> symbolic, IntFunction<List<? extends Case>> fixed, int[] sizes) {
        var programs = symbolic.stream().map(each -> compile(backend, each)).toList();
        for (int n : sizes) {
            var data = fixed.apply(n);
            for (int i = 0; i < data.size(); i++) {
                compare(backend, programs.get(i), data.get(i), symbolic.get(i));
            }
        }
        assertNoFaults();
    }

    /// A program and how many results it has.
    private record Compiled(Executable program, int results) {}

    private Compiled compile(Backend backend, Case each) {
        var graph = each.graph();
        try {
            return new Compiled(backend.compile(graph), graph.results().size());
        } catch (RuntimeException | LinkageError problem) {
            faults.add("compiling " + each + ": " + problem);
            return new Compiled(new Refused(), 0);
        }
    }

    /// What did not compile has been reported.
    private static final class Refused implements Executable {
        @Override
        public void run(Buffer[] inputs, Buffer[] results) {}

        @Override
        public String explain() {
            return "did not compile";
        }
    }

    private void compare(Backend backend, Case form, Case data) {
        compare(backend, compile(backend, form), data, form);
    }

    private void compare(Backend backend, Compiled compiled, Case data, Case form) {
        if (compiled.results == 0) {
            return;
        }
        var expected = run(REFERENCE, new Compiled(REFERENCE.compile(data.graph()), compiled.results), data);
        Buffer[] actual;
        try {
            actual = run(backend, compiled, data);
        } catch (RuntimeException | LinkageError problem) {
            faults.add(form + " on " + data + ": " + problem);
            return;
        }
        for (int i = 0; i < expected.length; i++) {
            var fault = Tolerance.of(expected[i].type().dtype(), data.terms()).fault(expected[i], actual[i]);
            if (!fault.isEmpty()) {
                faults.add(data + (expected.length > 1 ? ", result " + i : "") + ": " + fault);
            }
        }
    }

    private static Buffer[] run(Backend backend, Compiled compiled, Case data) {
        var inputs = new ArrayList<Buffer>();
        for (int i = 0; i < data.arguments().size(); i++) {
            var argument = data.arguments().get(i);
            inputs.add(Run.buffer(backend, argument.type(), argument.draw(17L + i)));
        }
        var results = new Buffer[compiled.results];
        compiled.program.run(inputs.toArray(Buffer[]::new), results);
        return results;
    }

    private void assertNoFaults() {
        assertThat(faults.stream().limit(MOST).toList())
                .as(faults.size() + " faults")
                .isEmpty();
    }
}
