package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A function of `keras.ops` as files name it: its class, `NotEqual`, and what it was made with.
///
/// @param className the class in Keras, such as `Sum`
/// @param config what the class was made with, `{"axis": 1, "keepdims": true}`
public record Operation(String className, Map<String, @Nullable Object> config) {
    private static final JsonMapper JSON = new JsonMapper();

    public Operation {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /// Whether there is such a function here.
    public static boolean isKnown(String className) {
        return isOwn(className) || NamedOps.find(className).isPresent();
    }

    private static boolean isOwn(String className) {
        return List.of("GetItem", "ConvertToTensor", "StopGradient").contains(className);
    }

    /// The results for the arguments of a call: tensors, lists of them, and what else Python passes, numbers,
    /// texts, null and `__slice__` maps.
    ///
    /// @throws IllegalArgumentException where there is no such function, or it does not take this
    public List<Tensor> apply(List<@Nullable Object> arguments, Map<String, @Nullable Object> keywords) {
        if (className.equals("GetItem")) {
            var key = arguments.size() > 1 ? arguments.get(1) : keywords.get("key");
            return List.of(Subscript.of((Tensor) notNull(arguments.get(0)), key));
        }
        if (className.equals("StopGradient")) {
            return List.of(((Tensor) notNull(arguments.get(0))).stopGradient());
        }
        if (className.equals("ConvertToTensor")) {
            var x = (Tensor) notNull(arguments.get(0));
            return List.of(config.get("dtype") instanceof String dtype ? x.cast(DType.of(dtype)) : x);
        }
        var form = NamedOps.find(className)
                .orElseThrow(() -> new IllegalArgumentException("no function of keras.ops is called " + className));
        var binding = new Binding();
        for (int i = 0; i < arguments.size(); i++) {
            binding.argument(i, arguments.get(i));
        }
        keywords.forEach(binding::keyword);
        return binding.results(form);
    }

    private static Object notNull(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("the first argument is null: needs a tensor");
        }
        return value;
    }

    /// The arguments of one call, told apart: inputs, and options by name.
    private final class Binding {
        private final List<Object> inputs = new ArrayList<>();
        private final Map<String, @Nullable Object> options = new LinkedHashMap<>(config);
        private final Map<String, Tensor> tensorOptions = new LinkedHashMap<>();

        void argument(int position, @Nullable Object value) {
            NamedOps.option(className, position).ifPresentOrElse(name -> keyword(name, value), () -> input(value));
        }

        private void input(@Nullable Object value) {
            if (value instanceof List<?> list && list.stream().anyMatch(Tensor.class::isInstance)) {
                list.forEach(this::input);
            } else if (value != null) {
                inputs.add(value);
            }
        }

        void keyword(String name, @Nullable Object value) {
            if (value instanceof Tensor tensor && !NamedOps.isOption(className, name)) {
                inputs.add(tensor);
            } else if (value instanceof Tensor tensor) {
                tensorOptions.put(name, tensor);
            } else {
                options.put(name, value);
            }
        }

        List<Tensor> results(OpTable.Form form) {
            options.remove("name");
            var tensors = tensors();
            var all = new ArrayList<>(tensors);
            tensorOptions.forEach((name, tensor) -> {
                options.put(name, Map.of("input", all.size()));
                all.add(tensor);
            });
            return form.results(tensors, new Given(JSON.valueToTree(options), all));
        }

        /// The inputs, Python's numbers among them in the type that they take on beside the tensors.
        private List<Tensor> tensors() {
            var beside = inputs.stream()
                    .filter(Tensor.class::isInstance)
                    .map(Tensor.class::cast)
                    .filter(x -> x.dtype() != DType.BOOL)
                    .findFirst()
                    .or(() -> inputs.stream()
                            .filter(Tensor.class::isInstance)
                            .map(Tensor.class::cast)
                            .findFirst())
                    .orElseThrow(() -> new ShapeException(className + " is called without a tensor"));
            return inputs.stream().map(value -> tensor(value, beside)).toList();
        }
    }

    private static Tensor tensor(Object value, Tensor beside) {
        return switch (value) {
            case Tensor tensor -> tensor;
            case Boolean truth -> beside.constant(truth ? 1 : 0, DType.BOOL);
            case Number number -> beside.constant(number.doubleValue(), taken(number, beside.dtype()));
            case List<?> list ->
                Tensor.stack(
                        list.stream().map(each -> tensor(notNull(each), beside)).toArray(Tensor[]::new));
            default -> throw new IllegalArgumentException("needs a tensor or a number, not " + value);
        };
    }

    private static DType taken(Number number, DType beside) {
        boolean whole = number instanceof Integer || number instanceof Long;
        return beside.isFloating() || whole && beside != DType.BOOL ? beside : whole ? DType.INT32 : DType.FLOAT32;
    }
}
