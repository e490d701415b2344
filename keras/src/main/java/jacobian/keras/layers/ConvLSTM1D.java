package jacobian.keras.layers;

/// Long short-term memory whose products are convolutions over 1 spatial axis (Shi et al., "Convolutional LSTM
/// network: a machine learning approach for precipitation nowcasting", 2015).
///
/// | | shape |
/// |---|---|
/// | input | `(batch, time, steps, channels)` |
/// | first states h and c, if they are not zeros: further inputs | `(batch, new steps, filters)` each |
/// | output | as a state; with [#returnSequences] `(batch, time, new steps, filters)` |
/// | last states h and c, with [#returnState]: further results | as the first states |
/// | kernel | `(window, channels, 4 filters)` |
/// | recurrent_kernel, bias | `(window, filters, 4 filters)`, `(4 filters,)` |
///
/// With [#dataFormat] `CHANNELS_FIRST` the channels come right after the time, in states after the batch.
///
/// ```java
/// new ConvLSTM1D(8, 3).padding(SAME) // lines of pixels that change
/// ```
///
/// Masked steps leave the states as they are.
public final class ConvLSTM1D extends ConvLSTMLayer<ConvLSTM1D> {
    /// A window of `kernelSize` along every spatial axis.
    public ConvLSTM1D(int filters, int kernelSize) {
        super(1, filters, kernelSize);
    }
}
