package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// The sum of several inputs, whose shapes are equal or can be broadcast: the end of a residual branch.
public final class Add extends MergingLayer<Add> {
    @Override
    Tensor merge(List<Operand> inputs) {
        return inputs.stream().map(Operand::x).reduce(Tensor::add).orElseThrow();
    }
}
