package jacobian.keras.layers;

/// Long short-term memory whose products are convolutions over 3 spatial axes (Shi et al., "Convolutional LSTM
/// network: a machine learning approach for precipitation nowcasting", 2015).
///
/// | | shape |
/// |---|---|
/// | input | `(batch, time, depth, height, width, channels)` |
/// | first states h and c, if not zeros: further inputs | `(batch, new depth, new height, new width, filters)` |
/// | output | as a state; with [#returnSequences] `(batch, time, new depth, new height, new width, filters)` |
/// | last states h and c, with [#returnState]: further results | as the first states |
/// | kernel | `(*window, channels, 4 filters)` |
/// | recurrent_kernel, bias | `(*window, filters, 4 filters)`, `(4 filters,)` |
///
/// With [#dataFormat] `CHANNELS_FIRST` the channels come right after the time, in states after the batch.
///
/// ```java
/// new ConvLSTM3D(4, 3).padding(SAME) // a scan taken again and again
/// ```
///
/// Masked steps leave the states as they are.
public final class ConvLSTM3D extends ConvLSTMLayer<ConvLSTM3D> {
    /// A window of `kernelSize` along every spatial axis.
    public ConvLSTM3D(int filters, int kernelSize) {
        super(3, filters, kernelSize);
    }

    /// A window of the given sizes.
    public ConvLSTM3D(int filters, int depth, int height, int width) {
        super(3, filters, depth, height, width);
    }
}
