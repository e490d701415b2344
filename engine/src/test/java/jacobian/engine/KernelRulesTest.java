package jacobian.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What no kernel may do, read from the compiled classes.
///
/// The same seed gives the same bits before and after the JIT, so nothing whose bits differ between the
/// interpreter and C2 is called: sums and products over lanes (any order is allowed to them), and the Vector
/// API's own exp, log, tanh, sin and pow. And every kernel must be one that the JIT can compile, whatever tier
/// gets it first.
class KernelRulesTest {
    /// HotSpot never compiles a longer method.
    private static final int LONGEST_COMPILED = 8000;

    private static final Set<String> ORDER_OPEN = Set.of("ADD", "MUL");
    private static final Pattern OTHER_BITS_AFTER_C2 =
            Pattern.compile("EXP|EXPM1|LOG|LOG10|LOG1P|POW|SINH?|COSH?|TANH?|ASIN|ACOS|ATAN2?|CBRT|HYPOT");
    private static final Pattern REAL_VECTOR = Pattern.compile("jdk/incubator/vector/(Float|Double)Vector");

    @Test
    void no_kernel_sums_or_multiplies_lanes_in_an_order_left_open() {
        assertThat(found((where, code) -> openOrders(where, code)))
                .as("reduceLanes(ADD | MUL) on floats: add the virtual lanes as a fixed tree instead")
                .isEmpty();
    }

    @Test
    void no_kernel_calls_a_function_whose_bits_change_with_the_jit() {
        assertThat(found((where, code) -> instructions(code, FieldInstruction.class)
                        .filter(field -> field.owner().asInternalName().equals("jdk/incubator/vector/VectorOperators"))
                        .map(field -> field.name().stringValue())
                        .filter(name -> OTHER_BITS_AFTER_C2.matcher(name).matches())
                        .map(name -> where + ": VectorOperators." + name)
                        .toList()))
                .as("transcendental functions of the Vector API: write the polynomial with fma instead")
                .isEmpty();
    }

    @Test
    void no_kernel_takes_a_memory_segment() {
        assertThat(methods()
                        .filter(method -> owner(method).startsWith("jacobian/engine/cpu/simd/"))
                        .filter(method -> method.methodType().stringValue().contains("java/lang/foreign/MemorySegment"))
                        .map(KernelRulesTest::where))
                .as("kernels take long addresses against Memory.ALL: a segment as a parameter can leave a large one "
                        + "stuck at 1 percent of its speed")
                .isEmpty();
    }

    @Test
    void every_method_is_short_enough_for_the_jit() {
        assertThat(found((where, code) ->
                        code.codeLength() < LONGEST_COMPILED ? List.of() : List.of(where + ": " + code.codeLength())))
                .as("methods of %d bytecodes or more are interpreted for ever", LONGEST_COMPILED)
                .isEmpty();
    }

    @Test
    void the_classes_looked_at_are_there() {
        assertThat(methods().map(KernelRulesTest::owner).distinct())
                .contains("jacobian/engine/cpu/Memory")
                .anyMatch(name -> name.startsWith("jacobian/engine/cpu/simd/"));
    }

    /// The lane operator is the last operator loaded before the call; a mask may be loaded between the two.
    private static List<String> openOrders(String where, CodeAttribute code) {
        var found = new ArrayList<String>();
        var operator = "";
        for (var element : code) {
            if (element instanceof FieldInstruction field
                    && field.owner().asInternalName().equals("jdk/incubator/vector/VectorOperators")) {
                operator = field.name().stringValue();
            } else if (element instanceof InvokeInstruction call
                    && call.name().stringValue().startsWith("reduceLanes")
                    && REAL_VECTOR.matcher(call.owner().asInternalName()).matches()
                    && ORDER_OPEN.contains(operator)) {
                found.add(where + ": reduceLanes(" + operator + ")");
            }
        }
        return found;
    }

    private interface Finding {
        List<String> in(String where, CodeAttribute code);
    }

    private static List<String> found(Finding finding) {
        return methods()
                .flatMap(method -> method.code().stream()
                        .flatMap(code -> finding.in(where(method), (CodeAttribute) code).stream()))
                .toList();
    }

    private static <T> Stream<T> instructions(CodeAttribute code, Class<T> kind) {
        return code.elementStream().filter(kind::isInstance).map(kind::cast);
    }

    private static Stream<MethodModel> methods() {
        return classFiles().flatMap(type -> type.methods().stream());
    }

    private static Stream<ClassModel> classFiles() {
        try (var files = Files.walk(Path.of("target", "classes"))) {
            return files
                    .filter(file -> file.toString().endsWith(".class"))
                    .map(KernelRulesTest::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassModel read(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String owner(MethodModel method) {
        return method.parent().orElseThrow().thisClass().asInternalName();
    }

    private static String where(MethodModel method) {
        return owner(method).replace('/', '.') + "." + method.methodName().stringValue();
    }
}
