package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;

/// What depthwise convolutions of one and two spatial axes have in common.
abstract class DepthwiseConvolutionLayer<L extends DepthwiseConvolutionLayer<L>> extends DepthwiseLayer<L> {
    DepthwiseConvolutionLayer(int rank, int... kernelSize) {
        super(rank, kernelSize);
    }

    @Override
    protected final void build(Shape input) {
        makeBias(makeWindows("kernel", input));
    }

    @Override
    protected final Tensor call(Tensor x, Call call) {
        return finished(depthwise("kernel", x));
    }
}
