package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong is said in one last line, with no stack trace, and by the exit code.
class BadInputTest {
    @TempDir
    private Path folder;

    private static void refused(Run run, int code, String message) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.error()).isEqualTo("jac: " + message);
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "",
                        "no command: one of " + Main.COMMANDS + " is expected, such as jac train digits;"
                                + " see jac --help"),
                Arguments.of(
                        "trian",
                        "\"trian\" is no command: one of " + Main.COMMANDS + " is expected;" + " see jac --help"),
                Arguments.of(
                        "train",
                        "no DATA: one of digits, iris, mnist, fashion-mnist, FILE.csv, FILE.npz, DIR is expected,"
                                + " such as jac train digits; see jac train --help"),
                Arguments.of(
                        "train digits iris",
                        "digits iris: several DATA: one of digits, iris, mnist,"
                                + " fashion-mnist, FILE.csv, FILE.npz, DIR is expected, such as jac train "
                                + "digits; see jac train --help"),
                Arguments.of(
                        "train digts",
                        "DATA digts: one of digits, iris, mnist, fashion-mnist, or the path of a .csv, .csv.gz or .npz"
                                + " file or of a folder of images is expected"),
                Arguments.of(
                        "train digits --layerz 3",
                        "--layerz is no option of train: did you mean --layers?;" + " see jac train --help"),
                Arguments.of(
                        "train digits --epochs",
                        "--epochs has no value: one is expected after it;" + " see jac train --help"),
                Arguments.of(
                        "train digits --epochs ten",
                        "--epochs ten: a whole number from 1 on is expected," + " such as --epochs 2"),
                Arguments.of(
                        "train digits --epochs 0",
                        "--epochs 0: a whole number from 1 on is expected," + " such as --epochs 2"),
                Arguments.of("train digits --learning-rate -1", "--learning-rate -1: a number above 0 is expected"),
                Arguments.of("train digits --learning-rate x", "--learning-rate x: a number is expected"),
                Arguments.of(
                        "train digits --validation-split 1",
                        "--validation-split 1: a part of the examples is"
                                + " expected, from 0 to less than 1, such as 0.2"),
                Arguments.of(
                        "train digits --layers 12,x",
                        "--layers 12,x: whole numbers of units, separated by"
                                + " commas, are expected, such as --layers 128,64"),
                Arguments.of(
                        "train digits --model resnet", "--model resnet: one of linear, mlp, cnn, lstm is expected"),
                Arguments.of(
                        "train digits --task regression",
                        "--task regression: digits has classes;" + " use classification, or a CSV file"),
                Arguments.of(
                        "train digits --target x",
                        "--target and --drop name columns of a table:" + " leave them out for digits"),
                Arguments.of(
                        "train digits --optimizer adamm",
                        "--optimizer: no optimizer is called \"adamm\": closest are \"adam\", \"adamw\" or \"adamax\";"
                                + " there are sgd, rmsprop, adam, adamw, adamax,"
                                + " nadam, adagrad, adadelta, adafactor, ftrl, lamb, lion, muon, schedulefreeadamw"),
                Arguments.of(
                        "train digits --early-stopping 2 --validation-split 0",
                        "--early-stopping needs examples to watch: give --validation-split 0.1"),
                Arguments.of(
                        "train iris --model cnn",
                        "--model cnn takes images, and iris is a table:" + " use --model mlp"),
                Arguments.of(
                        "train mnist --test-split 0.1",
                        "mnist has a test part of its own:" + " leave --test and --test-split out"),
                Arguments.of(
                        "train iris --seed 1 --seed 2",
                        "--seed is given twice: once is expected;" + " see jac train --help"),
                Arguments.of("-q -v train iris", "--quiet and --verbose: one of them at the most is expected"),
                Arguments.of("--color red train iris", "--color red: one of auto, always, never is expected"),
                Arguments.of(
                        "bench quick",
                        "bench quick: one of matmul, conv, elementwise, mlp, cnn, lstm, transformer, resnet20,"
                                + " allocation, overhead, latency, memory, startup, scaling, concurrency, idle, loss"
                                + " is expected"),
                Arguments.of(
                        "bench --peers mlp",
                        "--peers: no peer is called mlp: there are torch, compile, jax, tf, ort, dl4j, djl; names of"
                                + " benchmarks stand before --peers"),
                Arguments.of("bench conv --peers", "bench conv runs in this process alone: call it by itself"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrong_arguments_end_with_2(String line, String message) {
        refused(Run.jac(line.isEmpty() ? new String[0] : line.split(" ")), Main.MISUSED, message);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text).toString();
    }

    private static String rows(int count, String row) {
        var text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < count; i++) {
            text.append(row.replace("#", "" + i).replace("%", "" + i % 2)).append('\n');
        }
        return text.toString();
    }

    @Test
    void wrong_data_ends_with_1() throws IOException {
        var missing = folder.resolve("none.csv").toString();
        refused(Run.jac("train", missing, "-q"), 1, missing + " does not exist: give the path of a CSV file");
        var file = file("");
        refused(
                Run.jac("train", file, "-q"),
                1,
                file + " is empty: it needs a line that names the columns and one" + " line for each example");
        file(rows(20, "#,x,%"));
        refused(Run.jac("train", file, "-q", "--target", "z"), 1, file + " has no column \"z\": it has a, b, y");
        refused(Run.jac("train", file, "-q", "--drop", "z"), 1, file + " has no column \"z\": it has a, b, y");
        file(rows(20, "#,x,%") + "1,x,\n");
        refused(
                Run.jac("train", file, "-q", "--test-split", "0.01", "--validation-split", "0"),
                1,
                file + ", line 22, column \"y\": the target is missing: fill it in, or leave the line out");
        file(rows(40, "#,1,%") + "1,1o,0\n");
        assertThat(Run.jac("train", file, "-q").error())
                .startsWith("jac: " + file + ", line 42, column \"b\": \"1o\" is no number, but ")
                .contains("mend it, ");
        file(rows(20, "#,inf,%"));
        assertThat(Run.jac("train", file, "-q", "--target", "b", "--task", "regression")
                        .error())
                .contains("\"inf\" is no finite number, which regression needs");
        refused(
                Run.jac("train", "mnist", "--data", folder.toString()),
                1,
                folder
                        + " has no file train*-images-idx3-ubyte[.gz], which mnist needs: give "
                        + "the folder with its files");
    }

    @Test
    void a_learning_rate_that_diverges_names_the_gradient_that_blew_up_first() {
        var run = Run.train(folder, "digits", "--learning-rate", "1e30", "--epochs", "2", "-q");
        assertThat(run.code()).isEqualTo(Main.FAILED);
        assertThat(run.error())
                .startsWith("jac: the loss became ")
                .contains("first the gradient of dense")
                .contains("mend a smaller learning rate (now 1.0E30)");
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void an_error_of_several_lines_becomes_one() {
        var run = Run.train(
                folder, "iris", "-q", "--loss", "sparse_categorical_crossentropy", "--metrics", "binary_accuracy");
        assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void too_little_memory_is_said_with_the_way_out() {
        assertThat(Problems.message(new OutOfMemoryError("Java heap space")))
                .startsWith("too little memory (Java heap space), the Java heap has ")
                .endsWith("give it more with JAC_JAVA_OPTIONS=-Xmx4g, or use fewer rows");
    }

    @Test
    void an_error_of_our_own_asks_for_a_report() {
        assertThat(Problems.message(new NullPointerException("x")))
                .isEqualTo("an error of jac itself, NullPointerException: please report what -v prints");
        assertThat(List.of(Problems.message(new IllegalStateException("a\n  b"))))
                .containsExactly("a\n  b");
    }
}
