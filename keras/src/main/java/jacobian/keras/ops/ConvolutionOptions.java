package jacobian.keras.ops;

import java.util.List;

/// What [NN#conv], [NN#depthwiseConv] and [NN#separableConv] can be told. The window moves by 1 unless `strides`
/// is set.
public final class ConvolutionOptions extends WindowOptions<ConvolutionOptions> {
    private int[] dilationRate = {1};

    ConvolutionOptions() {}

    @Override
    ConvolutionOptions self() {
        return this;
    }

    /// Sets the distance between the cells of the window: one number, or one for each spatial axis; 1 unless set.
    public ConvolutionOptions dilationRate(int... rate) {
        dilationRate = rate.clone();
        return this;
    }

    @Override
    List<Integer> dilations(int rank) {
        return Spatial.numbers("dilation_rate", rank, dilationRate);
    }
}
