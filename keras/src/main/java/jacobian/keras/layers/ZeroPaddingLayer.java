package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// What zero paddings of one, two and three spatial axes have in common.
abstract class ZeroPaddingLayer<L extends ZeroPaddingLayer<L>> extends BorderLayer<L> {
    ZeroPaddingLayer(int rank, int... padding) {
        super(rank, "padding", 1, padding);
    }

    @Override
    protected final Tensor call(Tensor x, Call call) {
        channels().require(this, x.shape());
        return x.pad(cells(0), cells(1));
    }
}
