package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Conv1DTranspose;
import jacobian.keras.layers.Cropping1D;
import jacobian.keras.layers.DepthwiseConv1D;
import jacobian.keras.layers.GlobalMaxPooling1D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Permute;
import jacobian.keras.layers.UpSampling1D;
import jacobian.keras.layers.ZeroPadding1D;
import jacobian.keras.ops.Padding;
import org.junit.jupiter.api.Test;

class AnyStepsTest {
    @Test
    void sequences_of_any_length_change_their_length_as_their_sizes_say() {
        var model = new Sequential(
                new Input(Shape.ANY, 2),
                new ZeroPadding1D(1, 2),
                new UpSampling1D(2),
                new Conv1DTranspose(3, 4).strides(3).padding(Padding.SAME),
                new Cropping1D(1),
                new DepthwiseConv1D(2));
        for (int steps : new int[] {1, 4, 9}) {
            var y = model.predict(Tensor.ones(Shape.of(2, steps, 2)));
            assertThat(y.shape().sizes()).containsExactly(2, 6 * (steps + 3) - 3, 3);
        }
    }

    @Test
    void padding_of_any_length_adds_nothing_to_the_largest() {
        var model = new Sequential(
                new Input(Shape.ANY, 2),
                new ZeroPadding1D(3),
                new GlobalMaxPooling1D().keepdims(true),
                new Permute(2, 1));
        for (int steps : new int[] {1, 5}) {
            var y = model.predict(Tensor.full(4, DType.FLOAT32, Shape.of(1, steps, 2)));
            assertThat(y.shape().sizes()).containsExactly(1, 2, 1);
            assertThat(y.floats()).containsExactly(4, 4);
        }
    }
}
