package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// The mean of several inputs, element by element; their shapes are equal or can be broadcast.
public final class Average extends MergingLayer<Average> {
    @Override
    Tensor merge(List<Operand> inputs) {
        var sum = inputs.stream()
                .map(Operand::x)
                .reduce(Tensor::add)
                .orElseThrow()
                .floating();
        return sum.divide(sum.constant(inputs.size(), sum.dtype()));
    }
}
