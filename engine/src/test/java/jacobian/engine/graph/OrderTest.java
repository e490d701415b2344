package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void every_node_stands_once_and_after_what_it_needs() {
        var x = Run.input(DType.FLOAT32, 2);
        var exp = x.exp();
        var sum = exp.add(x);
        var product = sum.multiply(exp);
        assertThat(Order.of(List.of(product, sum, product))).containsExactly(x, exp, sum, product);
    }

    @Test
    void leaves_are_listed_and_not_entered() {
        var x = Run.input(DType.FLOAT32, 2);
        var exp = x.exp();
        var sum = exp.log().add(exp);
        assertThat(Order.of(List.of(sum), node -> node == exp)).containsExactly(exp, sum.input(0), sum);
    }
}
