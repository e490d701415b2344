package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Table;
import jacobian.keras.models.Predictor;
import jacobian.keras.saving.Npy;
import jacobian.keras.saving.Npz;
import jacobian.keras.tensorboard.Event;
import jacobian.keras.tensorboard.EventReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a model that `jac train` wrote is good for.
class ModelCommandsTest {
    private static final String ROWS = "petal_width,petal_length,sepal_width,sepal_length,place\n"
            + "0.2,1.4,3.5,5.1,meadow\n1.4,4.7,3.2,7.0,ditch\n2.5,6.0,3.3,6.3,pond\n";

    @TempDir
    private static Path folder;

    private static String iris;
    private static String houses;
    private static String digits;
    private static Run trained;

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    @BeforeAll
    static void train() throws IOException {
        iris = at("iris.keras");
        trained = Run.jac("train", "iris", "--epochs", "40", "--seed", "4", "--out", iris);
        assertThat(trained.code()).as(trained.err()).isZero();
        var rows = new StringBuilder("rooms,town,price\n");
        for (int i = 0; i < 200; i++) {
            int rooms = i * 7 % 9;
            rows.append(i % 11 == 3 ? "NA" : rooms)
                    .append(',')
                    .append(i % 2 == 0 ? "Oslo" : "Rome")
                    .append(',');
            rows.append(1000 + 100 * rooms + (i % 2 == 0 ? 50.5 : 0)).append('\n');
        }
        Files.writeString(folder.resolve("houses.csv"), rows);
        houses = at("houses.keras");
        var run =
                Run.jac("train", at("houses.csv"), "--epochs", "60", "--learning-rate", "0.01", "-q", "--out", houses);
        assertThat(run.code()).as(run.err()).isZero();
        digits = at("digits.keras");
        run = Run.jac("train", "digits", "--epochs", "3", "-q", "--out", digits);
        assertThat(run.code()).as(run.err()).isZero();
        Files.writeString(folder.resolve("flowers.csv"), ROWS);
    }

    private static Run done(String... args) {
        var run = Run.jac(args);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    // ---- train ----

    @Test
    void training_says_where_the_model_is() {
        assertThat(trained.result()).isEqualTo("wrote " + iris);
    }

    @Test
    void training_goes_on_with_a_model() {
        var out = at("more.keras");
        var run = done("train", "iris", "--model", iris, "--seed", "4", "--epochs", "2", "--out", out, "--json", "-q");
        assertThat(run.out()).contains("\"model\": \"" + iris + "\"");
        assertThat(done("summary", out).out()).contains("Takes rows of 4 columns, tells target. Trained on iris.");
        var other = Run.jac("train", "digits", "--model", iris, "--out", at("x.keras"), "-q");
        assertThat(other.code()).isEqualTo(Main.FAILED);
        assertThat(other.error())
                .isEqualTo("jac: " + iris + " takes examples of (4,), and those of digits are (8, 8, 1):"
                        + " train a new network, without --model");
    }

    @Test
    void a_place_that_cannot_be_written_is_refused_before_training() {
        var run = Run.jac("train", "iris", "--out", at("none/iris.keras"));
        assertThat(run.code()).isEqualTo(Main.FAILED);
        assertThat(run.err()).isEqualTo("jac: " + at("none") + " is no folder: make it, or give --out another path\n");
        run = Run.jac("train", "iris", "--out", at("iris.h5"));
        assertThat(run.code()).isEqualTo(Main.MISUSED);
        assertThat(run.error())
                .isEqualTo("jac: --out " + at("iris.h5")
                        + ": a name ending in .keras is expected (jac convert makes other kinds)");
    }

    @Test
    void a_run_is_logged_in_a_folder_of_its_own() throws IOException {
        done("train", "iris", "--epochs", "1", "--logs", at("logs"), "--out", at("logged.keras"));
        var watched = done(
                "train", "iris", "--epochs", "1", "--logs", at("logs"), "--dashboard", "--out", at("logged.keras"));
        assertThat(watched.err()).contains("dashboard: http://127.0.0.1:");
        try (var files = Files.walk(folder.resolve("logs"))) {
            assertThat(files.filter(file -> file.toString().contains("tfevents")))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(file -> file.toString().contains("iris_20"));
        }
    }

    @Test
    void what_the_doctor_finds_stands_in_the_logs() {
        done("train", "iris", "--epochs", "30", "--learning-rate", "20", "--logs", at("ill"), "--out", at("ill.keras"));
        var found = new ArrayList<String>();
        EventReader.runs(folder.resolve("ill"))
                .values()
                .forEach(run -> new EventReader(run).read(event -> {
                    if (event.tag().startsWith("doctor/") && event.value() instanceof Event.Text(var texts)) {
                        found.addAll(texts);
                    }
                }));
        assertThat(found).anyMatch(text -> text.contains("learning rate too high** since step"));
    }

    // ---- evaluate ----

    @Test
    void evaluation_takes_the_part_that_training_put_aside() {
        var run = done("evaluate", iris, "iris");
        assertThat(run.err()).isEqualTo("iris: the part that training put aside (--seed 4, 0.2 of it)\n");
        assertThat(run.lines()).contains("samples 30", trained.tested().substring("test ".length()));
        assertThat(run.out()).startsWith("confusion matrix (rows: what it is, columns: what was predicted");
    }

    @Test
    void other_metrics_may_be_asked_for() {
        var run = done(
                "evaluate", iris, "iris", "--metrics", "accuracy,sparse_top_k_categorical_accuracy", "--json", "-q");
        assertThat(run.lines()).hasSize(1);
        assertThat(run.out())
                .startsWith(
                        "{\"model\": \"" + iris + "\", \"data\": \"iris\", \"samples\": 30, \"results\": {\"loss\": ")
                .contains("\"sparse_top_k_categorical_accuracy\": 1.0")
                .contains("\"classes\": [\"setosa\", \"versicolor\", \"virginica\"], \"confusion\": [[");
    }

    @Test
    void a_number_is_evaluated_in_its_units() throws IOException {
        Files.writeString(folder.resolve("new.csv"), "town,cost,rooms\nOslo,1350.5,3\nRome,1300,3\n");
        var run = done("evaluate", houses, at("new.csv"), "--target", "cost");
        assertThat(run.lines()).contains("samples 2").hasSize(3);
        assertThat(run.lines().getLast()).matches("mae \\d{1,2}\\.\\d{4}");
    }

    // ---- predict ----

    @Test
    void raw_rows_come_back_with_the_names_of_classes() {
        var run = done("predict", iris, at("flowers.csv"), "--top", "2");
        assertThat(run.lines().getFirst()).isEqualTo("row  label       probability  then");
        assertThat(run.lines()).hasSize(4).allMatch(line -> line.length() <= 80);
        assertThat(run.lines().get(1)).matches("  1  setosa            [01]\\.\\d{3}  versicolor 0\\.\\d{3}");
        assertThat(done("predict", iris, at("flowers.csv"), "--labels").lines())
                .containsExactly("setosa", "versicolor", "virginica");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void rows_may_come_from_standard_input() {
        var out = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                false,
                false,
                Console.Level.QUIET,
                false);
        var arguments = Arguments.of(Main.commandLine().parseArgs("predict", iris, "-", "--labels"));
        var rows = new ByteArrayInputStream(ROWS.getBytes(StandardCharsets.UTF_8));
        assertThat(new PredictCommand(arguments, console, rows).run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("setosa\nversicolor\nvirginica\n");
    }

    @Test
    void absent_columns_are_named() throws IOException {
        Files.writeString(folder.resolve("few.csv"), "place,sepal_width\npond,1\n");
        var run = Run.jac("predict", iris, at("few.csv"));
        assertThat(run.code()).isEqualTo(Main.FAILED);
        assertThat(run.err())
                .isEqualTo("jac: " + at("few.csv") + " lacks the columns \"sepal_length\", \"petal_length\","
                        + " \"petal_width\" that training had: add them, with empty cells where the values are not"
                        + " known\n");
    }

    @Test
    void a_number_is_predicted_under_the_name_of_its_column() throws IOException {
        Files.writeString(folder.resolve("rooms.csv"), "town,rooms\nOslo,4\nRome,\n");
        var run = done("predict", houses, at("rooms.csv"));
        assertThat(run.lines().getFirst()).isEqualTo("row    price");
        double price = Double.parseDouble(run.lines().get(1).strip().split(" +")[1]);
        assertThat(price).isBetween(1400.0, 1500.0);
        assertThat(done("predict", houses, at("rooms.csv"), "--json").out())
                .startsWith("{\"predictions\": [{\"input\": \"1\", \"price\": 14");
    }

    @Test
    void an_image_is_brought_to_the_form_of_training() {
        var image = Tree.ROOT.resolve("docs/examples/digit.png").toString();
        var run = done("predict", digits, image);
        assertThat(run.lines().get(1)).matches("digit\\.png +3 +0\\.\\d{3}  .*");
        var arrays = done("predict", digits, image, image, "--json");
        assertThat(arrays.out()).contains("\"label\": \"3\"").contains("\"probabilities\": {\"0\": ");
    }

    @Test
    void predictions_are_written_in_four_kinds() throws IOException {
        done("predict", iris, at("flowers.csv"), "--out", at("p.npy"));
        done("predict", iris, at("flowers.csv"), "--out", at("p.npz"));
        done("predict", iris, at("flowers.csv"), "--out", at("p.json"));
        var run = done("predict", iris, at("flowers.csv"), "--out", at("p.csv"));
        assertThat(run.out()).isEqualTo("wrote " + at("p.csv") + ", 3 predictions\n");
        var array = Npy.read(folder.resolve("p.npy"));
        assertThat(array.shape().toString()).isEqualTo("(3, 3)");
        assertThat(Npz.read(folder.resolve("p.npz")).firstEntry().getValue().floats())
                .isEqualTo(array.floats());
        var lines = Files.readAllLines(folder.resolve("p.csv"));
        assertThat(lines.getFirst()).isEqualTo("row,label,setosa,versicolor,virginica");
        assertThat(lines.get(1)).startsWith("1,setosa," + array.floats()[0] + ",");
        assertThat(Files.readString(folder.resolve("p.json"))).startsWith("{\"predictions\": [{\"input\": \"1\", ");
    }

    @Test
    void a_service_predicts_with_the_same_file() {
        var predictor = Predictor.load(folder.resolve("iris.keras"));
        var rows = Table.csv("rows", new ByteArrayInputStream(ROWS.getBytes(StandardCharsets.UTF_8)));
        assertThat(predictor.predict(rows))
                .extracting(each -> each.label().orElseThrow())
                .containsExactly("setosa", "versicolor", "virginica");
    }

    @Test
    void what_is_no_input_is_refused() throws IOException {
        var wrong = Run.jac("predict", iris, "rows.txt");
        assertThat(wrong.code()).isEqualTo(Main.MISUSED);
        assertThat(wrong.error())
                .isEqualTo(
                        "jac: INPUT rows.txt: a name ending in .npy, .npz, .csv, .csv.gz, .png, .jpg, .gif or .bmp is"
                                + " expected, or - for CSV from standard input");
        Npy.write(folder.resolve("wide.npy"), Tensor.of(new double[][] {{1, 2, 3}}));
        var wide = Run.jac("predict", digits, at("wide.npy"));
        assertThat(wide.code()).isEqualTo(Main.FAILED);
        assertThat(wide.error())
                .isEqualTo("jac: " + at("wide.npy") + " is (1, 3), and " + digits + " takes examples of (8, 8, 1): give"
                        + " them so, with one axis before that counts them");
        assertThat(Run.jac("predict", at("none.keras"), at("wide.npy")).code()).isEqualTo(Main.FAILED);
        assertThat(Run.jac("predict", houses, at("houses.csv"), "--labels").error())
                .isEqualTo(
                        "jac: the model predicts numbers and no classes: leave --labels out, or train it with classes");
    }

    // ---- summary, diff, convert ----

    @Test
    void a_summary_tells_layers_settings_or_weights() {
        assertThat(done("summary", digits).lines()).allMatch(line -> line.length() <= 80);
        assertThat(done("summary", digits).out())
                .contains("Dense")
                .contains("Takes images of 8 x 8 pixels, grayscale.");
        assertThat(done("summary", digits, "--config").out()).startsWith("{\n  \"module\": \"keras\",");
        var weights = done("summary", digits, "--weights");
        assertThat(weights.lines()).hasSize(7).allMatch(line -> line.length() <= 80);
        assertThat(weights.lines().get(1)).startsWith("dense").contains("(64, 256)");
        assertThat(done("summary", digits, "--json").lines()).hasSize(1);
    }

    @Test
    void a_model_is_the_same_as_itself_and_differs_after_training() {
        assertThat(done("diff", iris, iris).result()).startsWith("the same: ");
        var out = at("later.keras");
        done("train", "iris", "--model", iris, "--seed", "4", "--epochs", "1", "--out", out, "-q");
        var run = Run.jac("diff", iris, out);
        assertThat(run.code()).isEqualTo(Main.FAILED);
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).anyMatch(line -> line.matches("weight \\S+: [\\d,]+ of [\\d,]+ differ, by .*"));
        assertThat(run.result()).matches("\\d+ differences in \\d+ arrays of [\\d,]+ numbers");
        assertThat(Run.jac("diff", iris, out, "--tolerance", "1e12").code()).isZero();
        assertThat(Run.jac("diff", iris, houses).out()).contains("config ");
    }

    @Test
    void a_model_goes_through_all_kinds_of_files_and_back() {
        Npy.write(folder.resolve("rows.npy"), Tensor.of(new double[][] {{1, -1, 0.5, 0}}));
        for (var ending : new String[] {".weights.h5", ".safetensors", ".npz"}) {
            var weights = at("w" + ending);
            done("convert", iris, weights);
            var back = done("convert", weights, at("back.keras"), "--into", iris, "--check", at("rows.npy"), "--force");
            assertThat(back.lines()).first().asString().startsWith("predictions differ by 0.0 at the most");
            assertThat(Run.jac("diff", iris, at("back.keras")).out()).as(ending).doesNotContain("weight ");
        }
        done("convert", iris, at("iris.h5"), "--check", at("rows.npy"));
        assertThat(done("convert", at("w.safetensors"), at("w2.npz")).result()).startsWith("wrote " + at("w2.npz"));
        assertThat(done("predict", at("back.keras"), at("flowers.csv"), "--labels")
                        .lines())
                .containsExactly("setosa", "versicolor", "virginica");
    }

    @Test
    void a_file_that_exists_is_replaced_by_force_alone() throws IOException {
        Files.writeString(folder.resolve("old.npz"), "mine");
        var run = Run.jac("convert", iris, at("old.npz"));
        assertThat(run.code()).isEqualTo(Main.FAILED);
        assertThat(run.error())
                .isEqualTo("jac: " + at("old.npz") + " exists: give --force to replace it, or another name");
        assertThat(Files.readString(folder.resolve("old.npz"))).isEqualTo("mine");
        done("convert", iris, at("old.npz"), "--force");
        assertThat(Run.jac("convert", at("old.npz"), at("whole.keras")).error())
                .isEqualTo("jac: " + at("old.npz")
                        + " holds weights alone: give the model they belong to with --into MODEL");
    }

    @Test
    void the_optimizer_may_be_left_out() throws IOException {
        done("convert", iris, at("small.keras"), "--no-optimizer");
        assertThat(Files.size(folder.resolve("small.keras"))).isLessThan(Files.size(Path.of(iris)) / 2);
        assertThat(Run.jac("diff", iris, at("small.keras")).out()).contains("optimizer ");
    }

    @Test
    void a_broken_file_is_refused_in_a_line() throws IOException {
        Files.writeString(folder.resolve("broken.keras"), "no archive");
        var run = Run.jac("predict", at("broken.keras"), at("flowers.csv"));
        assertThat(run.code()).isEqualTo(Main.FAILED);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.error()).startsWith("jac: " + at("broken.keras"));
    }

    @Test
    void arrays_of_a_model_with_classes_of_their_own() throws IOException {
        Npz.write(
                folder.resolve("two.npz"),
                Map.of(
                        "x",
                        Tensor.of(new double[][] {{1, 2}, {2, 1}, {1, 3}, {3, 1}, {0, 2}, {2, 0}, {5, 6}, {6, 5}}),
                        "y",
                        Tensor.of(1, 0, 1, 0, 1, 0, 1, 0)));
        var model = at("two.keras");
        done(
                "train",
                at("two.npz"),
                "--validation-split",
                "0",
                "--test-split",
                "0.25",
                "--epochs",
                "1",
                "-q",
                "--out",
                model);
        assertThat(done("evaluate", model, at("two.npz"), "-q").lines()).contains("samples 2");
        Npy.write(folder.resolve("one.npy"), Tensor.of(1.0, 2.0));
        assertThat(done("predict", model, at("one.npy")).lines()).hasSize(2);
        Files.writeString(folder.resolve("words.csv"), "a,b\n1,2\n3,four\n");
        var told = "jac: " + at("words.csv") + ", row 2, column \"b\": \"four\" is no number, and " + model
                + " keeps nothing of a table: give numbers";
        assertThat(Run.jac("predict", model, at("words.csv")).error()).isEqualTo(told);
        Files.writeString(folder.resolve("words.csv"), "a,b,target\n1,2,0\n3,four,1\n");
        assertThat(Run.jac("evaluate", model, at("words.csv")).error()).isEqualTo(told);
    }
}
