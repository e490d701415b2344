package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// The first of two inputs minus the second; their shapes are equal or can be broadcast.
public final class Subtract extends MergingLayer<Subtract> {
    @Override
    void requireInputs(int count) {
        if (count != 2) {
            throw new ShapeException(this + " takes two inputs, not " + count);
        }
    }

    @Override
    Tensor merge(List<Operand> inputs) {
        return inputs.get(0).x().subtract(inputs.get(1).x());
    }
}
