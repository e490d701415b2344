package jacobian.keras.layers;

/// Long short-term memory whose products are convolutions over 2 spatial axes (Shi et al., "Convolutional LSTM
/// network: a machine learning approach for precipitation nowcasting", 2015).
///
/// | | shape |
/// |---|---|
/// | input | `(batch, time, height, width, channels)` |
/// | first states h and c, if they are not zeros: further inputs | `(batch, new height, new width, filters)` each |
/// | output | as a state; with [#returnSequences] `(batch, time, new height, new width, filters)` |
/// | last states h and c, with [#returnState]: further results | as the first states |
/// | kernel | `(window height, window width, channels, 4 filters)` |
/// | recurrent_kernel, bias | `(window height, window width, filters, 4 filters)`, `(4 filters,)` |
///
/// With [#dataFormat] `CHANNELS_FIRST` the channels come right after the time, in states after the batch.
///
/// ```java
/// new ConvLSTM2D(16, 3).padding(SAME).returnSequences(true) // the next images of a film
/// ```
///
/// Masked steps leave the states as they are.
public final class ConvLSTM2D extends ConvLSTMLayer<ConvLSTM2D> {
    /// A window of `kernelSize` along every spatial axis.
    public ConvLSTM2D(int filters, int kernelSize) {
        super(2, filters, kernelSize);
    }

    /// A window of the given sizes.
    public ConvLSTM2D(int filters, int height, int width) {
        super(2, filters, height, width);
    }
}
