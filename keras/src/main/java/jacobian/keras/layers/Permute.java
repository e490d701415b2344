package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The axes of each example in another order: axis `i` of the output is axis `dims[i - 1]` of the input, the
/// batch being axis 0.
public final class Permute extends FluentLayer<Permute> {
    private final Setting<List<Integer>> dims = required("dims", List.class);

    /// The order of the axes of one example, counted from 1: `new Permute(2, 1)` exchanges steps and features.
    public Permute(int... dims) {
        var sorted = IntStream.of(dims).sorted().toArray();
        if (!Arrays.equals(sorted, IntStream.rangeClosed(1, dims.length).toArray())) {
            throw new IllegalArgumentException(
                    "dims=" + Arrays.toString(dims) + ": needs each axis of an example once, counted from 1");
        }
        set(this.dims, IntStream.of(dims).boxed().toList());
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        if (x.rank() != value(dims).size() + 1) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  the batch and "
                    + value(dims).size() + " axes");
        }
        return x.transpose(
                IntStream.concat(IntStream.of(0), value(dims).stream().mapToInt(Integer::intValue))
                        .toArray());
    }
}
