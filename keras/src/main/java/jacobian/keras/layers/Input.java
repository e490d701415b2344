package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Config;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where data enters a model: shape of one example, element type, name. It stands for a tensor that has no values
/// yet.
///
/// ```java
/// var image = new Input(28, 28, 1);
/// var texts = new Input(Shape.ANY).dtype(INT32);
/// ```
public final class Input extends FluentLayer<Input> implements TensorLike {
    private final Setting<List<Integer>> shape = required("shape", List.class);
    private final Setting<Integer> batchSize = optional("batch_size", Integer.class);
    private @Nullable Tensor tensor;

    /// The sizes of one example, without the batch; [Shape#ANY] where a size differs from batch to batch.
    public Input(int... shape) {
        set(this.shape, IntStream.of(shape).boxed().toList());
    }

    /// An input of the given sizes, the batch's first; [Shape#ANY] where a size differs from batch to batch.
    public static Input batchShape(int... batchShape) {
        if (batchShape.length == 0) {
            throw new IllegalArgumentException("batch_shape is empty: needs the size of the batch, or Shape.ANY");
        }
        var input = new Input(IntStream.of(batchShape).skip(1).toArray());
        return batchShape[0] == Shape.ANY ? input : input.batchSize(batchShape[0]);
    }

    /// Fixes the number of examples in every batch.
    public Input batchSize(int batchSize) {
        return set(this.batchSize, Checks.positive("batch_size", batchSize));
    }

    /// The symbolic tensor: one and the same at each call.
    /// Sets the element type of the data; [Config#floatx] says it unless set.
    @Override
    public Input dtype(DTypePolicy policy) {
        if (policy.computeDtype() != policy.variableDtype()) {
            throw new IllegalArgumentException("Input cannot take dtype=" + policy
                    + "\n  needs  the one type of its data"
                    + "\n  mend   dtype(\"float32\"): the layers behind it cast to what they compute in");
        }
        return super.dtype(policy);
    }

    @Override
    public synchronized Tensor tensor() {
        var made = tensor;
        if (made == null) {
            freeze();
            made = LayerCall.of(this, List.of(), List.of(type())).outputs().get(0);
            tensor = made;
        }
        return made;
    }

    /// Element type and shape, the batch as axis 0.
    public TensorType type() {
        int batch = find(batchSize).orElse(Shape.ANY);
        var sizes = IntStream.concat(IntStream.of(batch), value(shape).stream().mapToInt(Integer::intValue));
        return TensorType.of(hasDtypePolicy() ? dtype() : Config.floatx(), sizes.toArray());
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return x;
    }

    /// There is nothing to build.
    @Override
    public boolean isBuilt() {
        return true;
    }

    @Override
    public String kerasName() {
        return "InputLayer";
    }

    @Override
    protected void forget() {
        super.forget();
        tensor = null;
    }
}
