package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// The largest of several inputs, element by element; their shapes are equal or can be broadcast.
///
/// A step that does not count in one input is that of the others.
public final class Maximum extends ExtremeLayer<Maximum> {
    @Override
    Tensor choose(Tensor a, Tensor b) {
        return a.maximum(b);
    }
}
