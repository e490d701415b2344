package jacobian.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The programs in docs/examples, run as a user runs them: `java Xor.java`.
class ExamplesTest {
    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of("Adversaries", """
                        logs [d_loss, g_loss]
                        made points lie near the real ones: true
                        """),
                Arguments.of("Perceptron", "[[0. 0. 0. 1.]]\n"),
                Arguments.of("Xor", "1.0\n[[0. 1. 1. 0.]]\n"),
                Arguments.of("OwnParts", """
                        cubic error below 0.05: true
                        fit logs [loss, mean_absolute_error, val_loss, val_mean_absolute_error]
                        """));
    }

    private static Path folder() {
        var here = Path.of("docs", "examples");
        return Files.isDirectory(here) ? here : Path.of("..").resolve(here);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_prints_what_it_should(String name, String expected) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        ModulePath.text(),
                        "--add-modules",
                        "jacobian.keras",
                        "--enable-native-access=jacobian.engine",
                        folder().resolve(name + ".java").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isEqualTo(expected.replace("\n", System.lineSeparator()));
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void every_example_is_tested() throws Exception {
        try (var files = Files.list(folder())) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""));
            assertThat(examples().map(each -> each.get()[0].toString()))
                    .containsExactlyInAnyOrderElementsOf(names.toList());
        }
    }
}
