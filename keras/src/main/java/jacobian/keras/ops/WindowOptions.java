package jacobian.keras.ops;

import jacobian.engine.graph.Window;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import java.util.Collections;
import java.util.List;

/// What the operations that slide a window over spatial axes can be told.
public abstract sealed class WindowOptions<O extends WindowOptions<O>>
        permits ConvolutionOptions, PatchOptions, PoolOptions, TransposedConvolutionOptions {
    private int[] strides = {};
    private Padding padding = Padding.VALID;
    private DataFormat dataFormat = Config.imageDataFormat();

    WindowOptions() {}

    abstract O self();

    /// Sets how far the window moves: one number, or one for each spatial axis.
    public O strides(int... strides) {
        this.strides = strides.clone();
        return self();
    }

    /// Sets what lies around the input: nothing (`VALID`), or zeros, so that the result is `ceil(size / stride)`
    /// long (`SAME`); nothing unless set.
    public O padding(Padding padding) {
        if (padding == Padding.CAUSAL) {
            throw new IllegalArgumentException("padding=causal: operations take valid or same, Conv1D takes causal");
        }
        this.padding = padding;
        return self();
    }

    /// Sets whether channels are the last axis or the one behind the batch; where [Config#imageDataFormat] says
    /// unless set.
    public O dataFormat(DataFormat dataFormat) {
        this.dataFormat = dataFormat;
        return self();
    }

    final Padding padding() {
        return padding;
    }

    final DataFormat dataFormat() {
        return dataFormat;
    }

    /// One stride for each of `rank` axes, `otherwise` where none is set.
    final List<Integer> strides(int rank, List<Integer> otherwise) {
        return strides.length == 0 ? otherwise : Spatial.numbers("strides", rank, strides);
    }

    /// One dilation for each of `rank` axes.
    List<Integer> dilations(int rank) {
        return Collections.nCopies(rank, 1);
    }

    /// A window of `size` that moves as these options say, by `strides` where they say nothing.
    final Window window(List<Integer> size, List<Integer> strides) {
        int rank = size.size();
        return new Window(size, strides(rank, strides), dilations(rank), padding.rule());
    }
}
