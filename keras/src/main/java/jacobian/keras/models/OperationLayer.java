package jacobian.keras.models;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.CallArguments;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.ops.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A function of `keras.ops` between the layers of a graph that was read from a file.
///
/// It counts as no layer: [Model#layers] leaves it out, and files keep no weights at its path.
final class OperationLayer extends FluentLayer<OperationLayer> {
    private static final String ARGUMENTS = "arguments";
    private static final String KEYWORDS = "keywords";

    private final String module;
    private final Operation operation;

    OperationLayer(String module, Operation operation) {
        this.module = module;
        this.operation = operation;
    }

    /// The module of the function's class, such as `keras.src.ops.numpy`.
    String module() {
        return module;
    }

    Operation operation() {
        return operation;
    }

    /// A call as the graph keeps it.
    static CallArguments arguments(List<@Nullable Object> arguments, Map<String, @Nullable Object> keywords) {
        return new CallArguments(
                Map.of(ARGUMENTS, new ArrayList<>(arguments), KEYWORDS, new LinkedHashMap<>(keywords)));
    }

    /// The arguments of a call by position.
    static List<@Nullable Object> positional(CallArguments call) {
        var all = new ArrayList<@Nullable Object>();
        if (call.values().get(ARGUMENTS) instanceof List<?> list) {
            all.addAll(list);
        }
        return all;
    }

    /// The arguments of a call by name.
    static Map<String, @Nullable Object> keywords(CallArguments call) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        if (call.values().get(KEYWORDS) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> all.put(String.valueOf(key), value));
        }
        return all;
    }

    @Override
    protected List<String> callArguments() {
        return List.of(ARGUMENTS, KEYWORDS);
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {}

    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        return operation.apply(positional(call.arguments()), keywords(call.arguments()));
    }

    /// As in Keras a mask ends here without a word.
    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return Optional.empty();
    }

    @Override
    public String kerasName() {
        return operation.className();
    }
}
