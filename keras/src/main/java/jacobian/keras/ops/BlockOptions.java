package jacobian.keras.ops;

import jacobian.engine.graph.Window;
import java.util.List;
import java.util.stream.IntStream;

/// What [NN#unfold] and [NN#fold] can be told: one number each, or one for height and one for width.
public final class BlockOptions {
    private final List<Integer> size;
    private List<Integer> dilation = List.of(1, 1);
    private List<Integer> padding = List.of(0, 0);
    private List<Integer> stride = List.of(1, 1);

    BlockOptions(int... kernelSize) {
        size = Spatial.numbers("kernel_size", 2, kernelSize);
    }

    /// Sets the distance between the cells of a block; 1 unless set.
    public BlockOptions dilation(int... dilation) {
        this.dilation = Spatial.numbers("dilation", 2, dilation);
        return this;
    }

    /// Sets how many zeros lie on each side of the image; none unless set.
    public BlockOptions padding(int... padding) {
        if (IntStream.of(padding).anyMatch(each -> each < 0)) {
            throw new IllegalArgumentException("padding: needs numbers of 0 or more");
        }
        this.padding = Spatial.each("padding", 2, padding);
        return this;
    }

    /// Sets how far one block lies from the next; 1 unless set.
    public BlockOptions stride(int... stride) {
        this.stride = Spatial.numbers("stride", 2, stride);
        return this;
    }

    List<Integer> padding() {
        return padding;
    }

    Window window() {
        return new Window(size, stride, dilation, jacobian.engine.graph.Padding.VALID);
    }
}
