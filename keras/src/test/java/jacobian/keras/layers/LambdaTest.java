package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LambdaTest {
    @Test
    void computes_its_function() {
        LayerContract.of(() -> new Lambda(Tensor::square)).on(2, 3);
        assertThat(new Lambda(x -> x.multiply(3)).apply(Tensor.of(1, 2.5)).floats())
                .containsExactly(3, 7.5f);
    }

    @Test
    void a_function_of_several_inputs_takes_them_in_order() {
        var difference = Lambda.ofAll(inputs -> inputs.get(0).subtract(inputs.get(1)));
        assertThat(difference.apply(Tensor.of(5.0, 1), Tensor.of(2.0, 3)).floats())
                .containsExactly(3, -2);
        assertThatThrownBy(() -> new Lambda(Tensor::square).apply(Tensor.of(1.0, 2), Tensor.of(1.0, 2)))
                .hasMessage("a function of one tensor got 2: make the layer by Lambda.ofAll");
    }

    @Test
    void a_registered_function_is_found_by_its_name() {
        UnaryOperator<Tensor> cube = x -> x.square().multiply(x);
        Lambda.register("cube", cube);
        Lambda.register("cube", cube);
        var layer = new Lambda("cube");
        assertThat(layer).hasToString("Lambda(function=cube)");
        assertThat(layer.config().get("function")).hasToString("cube");
        assertThat(layer.apply(Tensor.of(2.0, -1)).floats()).containsExactly(8, -1);
        assertThat(layer.sameConfig(new Lambda("cube"))).isTrue();
    }

    @Test
    void a_name_stands_for_one_function() {
        Lambda.register("twice", x -> x.add(x));
        assertThatThrownBy(() -> Lambda.register("twice", x -> x.multiply(2)))
                .hasMessage("another function is registered as \"twice\": choose another name");
        assertThatThrownBy(() -> new Lambda("thrice"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no function is registered as \"thrice\": known are [");
    }
}
