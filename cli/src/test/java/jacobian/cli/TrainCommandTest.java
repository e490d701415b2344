package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir
    private Path folder;

    @Test
    void digits_are_learned_and_reported() {
        var run = Run.train(folder, "digits", "--epochs", "15", "--seed", "3", "-v");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.tested()).startsWith("test accuracy 0.9");
        assertThat(run.figure()).isGreaterThan(0.94);
        assertThat(run.lines())
                .contains("train 1293, validation 144, test 360 samples")
                .anyMatch(line -> line.matches("[\\d,]+ samples/s in training"))
                .anyMatch(line -> line.startsWith("confusion matrix"));
        assertThat(run.lines().stream().filter(line -> line.startsWith("  is ")))
                .hasSize(5);
        assertThat(run.err())
                .containsPattern("the first step ended \\d+\\.\\d\\d s after the start")
                .contains("Epoch 15/15")
                .contains("next: images gain from convolutions: try --model cnn")
                .doesNotContain("\r");
    }

    @Test
    void the_confusion_matrix_counts_every_test_example() {
        var run = Run.train(folder, "digits", "--epochs", "1", "-q", "--model", "linear");
        int at = run.lines().indexOf("      0  1  2  3  4  5  6  7  8  9");
        var rows = run.lines().subList(at + 1, at + 11);
        int sum = rows.stream()
                .flatMap(row -> java.util.Arrays.stream(row.substring(4).strip().split(" +")))
                .filter(cell -> !cell.equals("."))
                .mapToInt(Integer::parseInt)
                .sum();
        assertThat(sum).isEqualTo(360);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void the_same_seed_gives_the_same_figures_before_or_after_the_command() {
        var one = Run.train(folder, "iris", "--epochs", "3", "--seed", "5", "--json");
        var two = Run.jac(
                "--seed",
                "5",
                "--json",
                "train",
                "iris",
                "--epochs",
                "3",
                "--out",
                folder.resolve("b.keras").toString());
        var other = Run.train(folder, "iris", "--epochs", "3", "--seed", "6", "--json");
        assertThat(test(one)).isEqualTo(test(two)).isNotEqualTo(test(other));
    }

    private static String test(Run run) {
        return run.out().substring(run.out().indexOf("\"test\":"), run.out().indexOf("\"history\""));
    }

    @Test
    void json_is_one_object_on_standard_output() {
        var run = Run.train(folder, "iris", "--epochs", "2", "--json", "-q");
        assertThat(run.lines()).hasSize(1);
        assertThat(run.out())
                .startsWith("{\"data\": \"iris\", \"model\": \"mlp\", \"seed\": 1, \"train_samples\": 108, ")
                .contains("\"test_samples\": 30, \"epochs\": 2, \"interrupted\": false")
                .contains("\"test\": {\"loss\": ")
                .endsWith("]}}\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_table_with_gaps_and_categories_is_learned() throws IOException {
        var text = new StringBuilder("colour,size,weight,kind\n");
        for (int i = 0; i < 200; i++) {
            text.append(i % 2 == 0 ? "red" : "blue").append(',');
            text.append(i % 10 == 3 ? "NA" : i % 7).append(',');
            text.append(i).append(',').append(i % 2 == 0 ? "apple" : "plum").append('\n');
        }
        var file = Files.writeString(folder.resolve("fruit.csv"), text);
        var run = Run.train(folder, file.toString(), "--drop", "weight", "--epochs", "20");
        assertThat(run.tested()).isEqualTo("test accuracy 1.0000");
        assertThat(run.err())
                .contains("200 rows, target kind, 2 classes\n  numbers: size\n  categories: colour 2\n")
                .containsPattern("missing among the rows that train: size \\d+ \\(filled with the mean, \\d\\.\\d+\\)");
    }

    @Test
    void a_number_is_learned_in_its_own_units() throws IOException {
        var text = new StringBuilder("a,b,price\n");
        for (int i = 0; i < 300; i++) {
            int a = i * 7 % 31;
            int b = i * 13 % 17;
            text.append(a)
                    .append(',')
                    .append(b)
                    .append(',')
                    .append(50_000 + 1000.5 * a - 700 * b)
                    .append('\n');
        }
        var file = Files.writeString(folder.resolve("houses.csv"), text);
        var run = Run.train(folder, file.toString(), "--model", "linear", "--learning-rate", "0.05", "--epochs", "60");
        assertThat(run.tested()).startsWith("test mae ");
        assertThat(run.figure()).isLessThan(500);
        assertThat(run.err()).contains("target price, a number of about");
        assertThat(run.lines().stream().filter(line -> line.startsWith("  is ")))
                .hasSize(5);
    }

    @Test
    void another_table_may_be_the_test() throws IOException {
        var train = new StringBuilder("x,y\n");
        for (int i = 0; i < 60; i++) {
            train.append(i).append(',').append(i < 30 ? "low" : "high").append('\n');
        }
        Files.writeString(folder.resolve("train.csv"), train);
        Files.writeString(folder.resolve("test.csv"), "y,x\nlow,3\nhigh,55\nlow,8\n");
        var run = Run.train(
                folder,
                folder.resolve("train.csv").toString(),
                "--test",
                folder.resolve("test.csv").toString());
        assertThat(run.tested()).isEqualTo("test accuracy 1.0000");
        assertThat(run.lines()).contains("train 54, validation 6, test 3 samples");
    }

    @Test
    void losses_metrics_and_early_stopping_are_obeyed() {
        var run = Run.train(
                folder,
                "iris",
                "--loss",
                "categorical_crossentropy",
                "--metrics",
                "accuracy,mse",
                "--optimizer",
                "rmsprop",
                "--learning-rate",
                "0.02",
                "--early-stopping",
                "3",
                "--epochs",
                "100",
                "--batch-size",
                "16");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines()).anyMatch(line -> line.startsWith("test mse 0."));
        assertThat(run.tested()).startsWith("test accuracy ");
        assertThat(run.err()).contains("Epoch 4/100").doesNotContain("Epoch 100/100");
    }

    @Test
    void a_convolutional_network_learns_digits() {
        var run = Run.train(folder, "digits", "--model", "cnn", "--layers", "8", "--epochs", "3", "-q");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.figure()).isGreaterThan(0.8);
    }

    @Test
    @Tag("slow")
    void the_defaults_reach_097_on_digits_as_the_median_of_five_seeds() {
        var accuracies = LongStream.rangeClosed(1, 5)
                .mapToDouble(seed ->
                        Run.train(folder, "digits", "-q", "--seed", "" + seed).figure())
                .sorted()
                .toArray();
        assertThat(accuracies[2]).as("%s", (Object) accuracies).isGreaterThanOrEqualTo(0.97);
    }
}
