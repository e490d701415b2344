package jacobian.keras.data;

import static jacobian.keras.data.Task.CLASSIFICATION;
import static jacobian.keras.data.Task.REGRESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularPreprocessingTest {
    private static final String PEOPLE = """
            age,sex,fare,alive
            20,male,7.5,no
            ,female,8.5,yes
            40,female,NA,yes
            30,?,8,no
            """;

    @TempDir
    private Path folder;

    private static Table table(String text) {
        return Table.csv("people.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static TabularPreprocessing learn(String text, String target, Task task) {
        return TabularPreprocessing.learn(table(text), target, task, List.of());
    }

    @Test
    void numbers_and_categories_are_told_apart_and_what_is_missing_is_counted() {
        var learned = learn(PEOPLE, "alive", CLASSIFICATION);
        assertThat(learned.features())
                .containsExactly(
                        new TabularPreprocessing.NumberFeature("age", 30, Math.sqrt(200 / 3.0), 1),
                        new TabularPreprocessing.CategoryFeature("sex", List.of("female", "male"), 1),
                        new TabularPreprocessing.NumberFeature("fare", 8, Math.sqrt(0.5 / 3), 1));
        assertThat(learned.classNames()).containsExactly("no", "yes");
        assertThat(learned.width()).isEqualTo(4);
    }

    @Test
    void a_missing_number_is_the_mean_and_a_missing_category_zeros() {
        var inputs = learn(PEOPLE, "alive", CLASSIFICATION).inputs(table(PEOPLE));
        assertThat(inputs[0]).containsExactly(new float[] {-1.2247449f, 0, 1, -1.2247449f}, within(1e-6f));
        assertThat(inputs[1]).containsExactly(new float[] {0, 1, 0, 1.2247449f}, within(1e-6f));
        assertThat(inputs[3]).containsExactly(0, 0, 0, 0);
    }

    @Test
    void columns_may_stand_in_any_order_and_absent_ones_are_all_named() {
        var learned = learn(PEOPLE, "alive", CLASSIFICATION);
        assertThat(learned.inputs(table("fare,name,sex,age\n7.5,Bo,male,20\n"))[0])
                .containsExactly(learned.inputs(table(PEOPLE))[0]);
        assertThatThrownBy(() -> learned.inputs(table("sex\nmale\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("people.csv lacks the columns \"age\", \"fare\" that training had: add them, with empty"
                        + " cells where the values are not known");
    }

    @Test
    void a_raw_row_becomes_the_numbers_it_was_in_training() {
        var learned = learn(PEOPLE, "alive", CLASSIFICATION);
        var table = table(PEOPLE);
        var inputs = learned.inputs(table);
        for (int row = 0; row < table.rows(); row++) {
            assertThat(learned.input(table.row(row))).isEqualTo(inputs[row]);
        }
        assertThat(learned.input(Map.of("sex", " male ", "age", "NaN", "other", "1")))
                .containsExactly(0, 0, 1, 0);
        assertThatThrownBy(() -> learned.input(Map.of("age", "old")))
                .hasMessage("the row has \"old\" in the column \"age\": a number belongs there, as in training");
    }

    @Test
    void columns_in_another_order_and_unknown_categories_are_taken() {
        var learned = learn(PEOPLE, "alive", CLASSIFICATION);
        var other = table("sex;alive;fare;age\nrobot;yes;8;30\nmale;no;;\n");
        assertThat(learned.inputs(other)).isDeepEqualTo(new float[][] {{0, 0, 0, 0}, {0, 0, 1, 0}});
        assertThat(learned.unknownCategories(other)).isEqualTo(1);
        assertThat(learned.examples(other).classes()).containsExactly(1, 0);
    }

    @Test
    void the_task_follows_the_target() {
        assertThat(TabularPreprocessing.taskOf(table(PEOPLE), "alive")).isEqualTo(CLASSIFICATION);
        assertThat(TabularPreprocessing.taskOf(table(PEOPLE), "age")).isEqualTo(CLASSIFICATION);
        assertThat(TabularPreprocessing.taskOf(table(PEOPLE), "fare")).isEqualTo(REGRESSION);
        assertThat(TabularPreprocessing.targetOf(table(PEOPLE))).isEqualTo("alive");
        assertThat(TabularPreprocessing.targetOf(table("x,Label,z\n1,2,3\n"))).isEqualTo("Label");
    }

    @Test
    void classes_that_are_numbers_are_ordered_as_numbers() {
        assertThat(learn("x,y\n1,10\n2,9\n3,10\n4,2\n", "y", CLASSIFICATION).classNames())
                .containsExactly("2", "9", "10");
    }

    @Test
    void a_regression_keeps_its_target_and_knows_its_spread() {
        var learned = learn("x,y\n1,10.5\n2,12.5\n", "y", REGRESSION);
        assertThat(learned.target()).isEqualTo(new TabularPreprocessing.NumberTarget("y", 11.5, 1));
        assertThat(learned.examples(table("x,y\n5,3\n"))
                        .y()
                        .elements()
                        .get(java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED, 0))
                .isEqualTo(3);
        assertThatThrownBy(() -> learn(PEOPLE, "sex", REGRESSION))
                .hasMessageContaining("people.csv, line 2, column \"sex\": \"male\" is no finite number");
    }

    @Test
    void wrong_columns_are_named() {
        assertThatThrownBy(() -> learn(PEOPLE, "survived", CLASSIFICATION))
                .hasMessage("people.csv has no column \"survived\": it has age, sex, fare, alive");
        assertThatThrownBy(() -> learn(PEOPLE, "sex", CLASSIFICATION))
                .hasMessageContaining("line 5, column \"sex\": the target is missing");
        assertThatThrownBy(() -> learn("y\n1\n2\n", "y", CLASSIFICATION)).hasMessageContaining("nothing to learn from");
        assertThatThrownBy(() -> learn("x,y\n1,a\n2,a\n", "y", CLASSIFICATION))
                .hasMessageContaining("is \"a\" in all rows");
        assertThatThrownBy(() -> TabularPreprocessing.learn(table(PEOPLE), "age", REGRESSION, List.of("age")))
                .hasMessageContaining("among the dropped columns");
    }

    @Test
    void a_text_among_numbers_is_a_mistake_and_not_a_category() {
        var text = new StringBuilder("x,y\n");
        for (int i = 0; i < 19; i++) {
            text.append(i).append(',').append(i % 2).append('\n');
        }
        text.append("1o,0\n");
        assertThatThrownBy(() -> learn(text.toString(), "y", CLASSIFICATION))
                .hasMessage("people.csv, line 21, column \"x\": \"1o\" is no number, but 19 other values are:"
                        + " mend it, leave it empty, or drop the column");
    }

    @Test
    void too_many_texts_are_no_categories() {
        var text = new StringBuilder("name,y\n");
        for (int i = 0; i < 300; i++) {
            text.append("n").append(i).append(',').append(i % 2).append('\n');
        }
        assertThatThrownBy(() -> learn(text.toString(), "y", CLASSIFICATION))
                .hasMessageContaining("column \"name\" has 300 different texts");
    }

    @Test
    void files_that_are_no_table_are_refused() throws IOException {
        assertThatThrownBy(() -> table("")).hasMessageContaining("people.csv is empty");
        assertThatThrownBy(() -> table("a,b\n")).hasMessageContaining("has a line of names and no rows");
        assertThatThrownBy(() -> table("a,b\n1,2\n3\n"))
                .hasMessageContaining("people.csv, line 3: 1 values where the first line names 2");
        assertThatThrownBy(() -> table("a,a\n1,2\n")).hasMessageContaining("two columns \"a\"");
        assertThatThrownBy(() -> table("1,2\n3,4\n")).hasMessageContaining("its first line must name the columns");
        assertThatThrownBy(() -> Table.csv(folder.resolve("none.csv"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Table.csv(folder)).hasMessageContaining("is a folder");
        Files.write(folder.resolve("latin.csv"), new byte[] {'a', ',', 'b', '\n', (byte) 0xe4, ',', '2', '\n'});
        assertThatThrownBy(() -> Table.csv(folder.resolve("latin.csv"))).hasMessageContaining("latin.csv");
    }

    @Test
    void compressed_files_quotes_and_byte_order_marks_are_read() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write("\uFEFF\"a, b\";c\n\"x; \"\"y\"\"\";2\n".getBytes(StandardCharsets.UTF_8));
        }
        var file = Files.write(folder.resolve("t.csv.gz"), bytes.toByteArray());
        var table = Table.csv(file);
        assertThat(table.columns()).containsExactly("a, b", "c");
        assertThat(table.cell(0, 0)).isEqualTo("x; \"y\"");
    }
}
