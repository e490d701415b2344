package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.ArrayPreprocessing;
import jacobian.keras.data.Table;
import jacobian.keras.data.TabularPreprocessing;
import jacobian.keras.data.Task;
import jacobian.keras.initializers.Ones;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictorTest {
    private static Table table(String text) {
        return Table.csv("rows", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// The sum of what a row becomes: the size beyond the mean, and one for a known colour.
    private static Predictor sums() {
        var rows = table("size,colour,price\n1,red,10\n3,blue,20\n");
        var learned = TabularPreprocessing.learn(rows, "price", Task.REGRESSION, List.of());
        var model = new Sequential(new Input(3), new Dense(1).kernelInitializer(new Ones()));
        return new Predictor(model, learned);
    }

    @Test
    void rows_are_read_by_the_names_of_their_columns() {
        var answers = sums().predict(table("colour,size,other\nred,3,x\ngreen,1,y\n,2,z\n"));
        assertThat(answers).extracting(Prediction::value).containsExactly(2.0, -1.0, 0.0);
        assertThat(sums().predict(Map.of("size", "3", "colour", "blue")).value())
                .isEqualTo(2.0);
    }

    @Test
    void absent_columns_are_named() {
        assertThatThrownBy(() -> sums().predict(table("size,price\n1,2\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows lacks the column \"colour\" that training had: add it, with empty cells where the"
                        + " values are not known");
    }

    @Test
    void a_model_of_arrays_takes_no_rows() {
        var model = new Sequential(new Input(2), new Dense(2).kernelInitializer(new Ones()));
        var predictor = new Predictor(model, new ArrayPreprocessing(List.of("a", "b")));
        assertThat(predictor
                        .predict(Tensor.of(new double[][] {{1, 2}}))
                        .getFirst()
                        .values())
                .containsExactly(3.0, 3.0);
        assertThatThrownBy(() -> predictor.predict(Map.of("a", "1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was trained with arrays, not with rows of a table: give it predict(Tensor)");
    }
}
