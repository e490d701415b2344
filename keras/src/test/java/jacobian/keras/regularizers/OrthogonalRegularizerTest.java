package jacobian.keras.regularizers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OrthogonalRegularizerTest {
    @Test
    void penalty_and_gradient_are_those_of_keras() {
        for (var file : Golden.file("pieces_more").get("regularizers")) {
            var args = file.get("args");
            var regularizer = new OrthogonalRegularizer(
                    args.path("factor").asDouble(0.01),
                    OrthogonalRegularizer.Mode.valueOf(
                            args.path("mode").asString("rows").toUpperCase(Locale.ROOT)));
            var x = new Variable("x", Golden.tensor(file.get("x")));
            Golden.check(regularizer.apply(x.tensor()), file.get("expected"), "penalty " + regularizer);
            var gradients = Gradients.of(() -> regularizer.apply(x.tensor()), List.of(x));
            Golden.check(gradients.gradient(0), file.get("gradient"), "gradient " + regularizer);
        }
    }

    @Test
    void only_a_matrix_has_rows_and_columns() {
        assertThatThrownBy(() -> new OrthogonalRegularizer().apply(Tensor.ones(Shape.of(3))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("needs a matrix");
    }
}
