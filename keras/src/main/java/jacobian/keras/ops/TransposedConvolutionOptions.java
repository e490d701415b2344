package jacobian.keras.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What [NN#convTranspose] can be told. Cells of the input lie 1 apart in the result unless `strides` is set.
public final class TransposedConvolutionOptions extends WindowOptions<TransposedConvolutionOptions> {
    private int[] dilationRate = {1};
    private int[] outputPadding = {};

    TransposedConvolutionOptions() {}

    @Override
    TransposedConvolutionOptions self() {
        return this;
    }

    /// Sets the distance between the cells of the window: one number, or one for each spatial axis; 1 unless set.
    public TransposedConvolutionOptions dilationRate(int... rate) {
        dilationRate = rate.clone();
        return this;
    }

    @Override
    List<Integer> dilations(int rank) {
        return Spatial.numbers("dilation_rate", rank, dilationRate);
    }

    /// Sets how many cells are added behind: one number, or one for each spatial axis, each smaller than the
    /// stride. Unless set, as many as make the result `(input - 1) * stride + max(window, stride)` long, or
    /// `input
    /// * stride` with padding `SAME`; set, the result is `(input - 1) * stride + window + outputPadding` long,
    /// with padding `SAME` `(input - 1) * stride + window % 2 + outputPadding`.
    public TransposedConvolutionOptions outputPadding(int... outputPadding) {
        if (IntStream.of(outputPadding).anyMatch(each -> each < 0)) {
            throw new IllegalArgumentException(
                    "output_padding=" + Arrays.toString(outputPadding) + ": needs numbers of 0 or more");
        }
        this.outputPadding = outputPadding.clone();
        return this;
    }

    /// One number of cells for each of `rank` axes; empty where none is set.
    Optional<List<Integer>> addedBehind(int rank) {
        return outputPadding.length == 0
                ? Optional.empty()
                : Optional.of(Spatial.each("output_padding", rank, outputPadding));
    }
}
