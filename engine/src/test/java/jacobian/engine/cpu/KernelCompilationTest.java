package jacobian.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs [KernelTour] in a JVM that prints what its JIT does: a kernel whose compilation is skipped at one tier
/// may stay at a hundredth of its speed for the life of a process, depending on which tier comes first.
class KernelCompilationTest {
    /// The JIT tries again after this one: a class was loaded while it compiled.
    private static final String TRIED_AGAIN = "concurrent class loading";

    private static final String PACKAGE = "jacobian.engine.cpu.simd.";
    private static List<String> log;

    @BeforeAll
    static void tour(@TempDir Path folder) throws IOException, InterruptedException {
        var output = folder.resolve("compilation.txt");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+PrintCompilation",
                        KernelTour.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("the tour of the kernels ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        log = Files.readAllLines(output);
        assertThat(process.exitValue())
                .as(String.join("\n", log.subList(Math.max(0, log.size() - 20), log.size())))
                .isZero();
    }

    @Test
    void no_compilation_of_ours_is_skipped() {
        assertThat(log.stream()
                        .filter(line -> line.contains("COMPILE SKIPPED") && line.contains("jacobian."))
                        .filter(line -> !line.contains(TRIED_AGAIN)))
                .as("compilations the JIT gave up: make the method shorter, or its tile smaller")
                .isEmpty();
    }

    @Test
    void every_class_of_kernels_is_compiled() throws IOException {
        try (var files = Files.list(Path.of("target", "classes", "jacobian", "engine", "cpu", "simd"))) {
            assertThat(files.map(KernelCompilationTest::className).filter(KernelCompilationTest::computes))
                    .as("classes of the tour: add to KernelTour what runs the missing one")
                    .isNotEmpty()
                    .allMatch(name -> compiled().anyMatch(line -> line.contains(" " + name + "::")));
        }
    }

    private static Stream<String> compiled() {
        return log.stream().filter(line -> line.contains(PACKAGE) && !line.contains("COMPILE SKIPPED"));
    }

    private static String className(Path file) {
        return PACKAGE + file.getFileName().toString().replace(".class", "");
    }

    /// Interfaces, package descriptions and the factory hold no code that runs often; the classes called
    /// Loop... write kernels and are none.
    private static boolean computes(String name) {
        if (name.endsWith("package-info") || name.startsWith(PACKAGE + "Loop")) {
            return false;
        }
        try {
            var type = Class.forName(name, false, KernelCompilationTest.class.getClassLoader());
            return !type.isInterface() && !Kernels.class.isAssignableFrom(type) && type.getDeclaredMethods().length > 0;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
