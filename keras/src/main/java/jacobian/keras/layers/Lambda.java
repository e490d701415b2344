package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A function of tensors as a layer without weights: `new Lambda(x -> x.square())`.
///
/// A function that is to be found again by name, as in a file, is registered: `Lambda.register("square", x ->
/// x.square())`, then `new Lambda("square")`. A mask of the input ends here.
public final class Lambda extends FluentLayer<Lambda> {
    private static final Map<String, Function<List<Tensor>, Tensor>> REGISTERED = new ConcurrentHashMap<>();

    private final Setting<Function<List<Tensor>, Tensor>> function = required("function", Function.class);

    private record OfOne(UnaryOperator<Tensor> function) implements Function<List<Tensor>, Tensor> {
        @Override
        public Tensor apply(List<Tensor> inputs) {
            if (inputs.size() != 1) {
                throw new IllegalArgumentException(
                        "a function of one tensor got " + inputs.size() + ": make the layer by Lambda.ofAll");
            }
            return function.apply(inputs.getFirst());
        }

        @Override
        public String toString() {
            return "lambda";
        }
    }

    private record Named(String name, Function<List<Tensor>, Tensor> function)
            implements Function<List<Tensor>, Tensor> {
        @Override
        public Tensor apply(List<Tensor> inputs) {
            return function.apply(inputs);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// A layer of one input; the function must give the same for the same input.
    public Lambda(UnaryOperator<Tensor> function) {
        this(new OfOne(function));
    }

    /// The function registered as `name`.
    public Lambda(String name) {
        this(registered(name));
    }

    private Lambda(Function<List<Tensor>, Tensor> function) {
        set(this.function, function);
    }

    /// A layer of several inputs.
    public static Lambda ofAll(Function<List<Tensor>, Tensor> function) {
        return new Lambda(function);
    }

    /// Makes `function` known as `name` to all of this program. A name is given once.
    public static void register(String name, UnaryOperator<Tensor> function) {
        registerAll(name, new OfOne(function));
    }

    /// As [#register], for a function of several inputs.
    public static void registerAll(String name, Function<List<Tensor>, Tensor> function) {
        var named = new Named(name, function);
        var former = REGISTERED.putIfAbsent(name, named);
        if (former != null && !former.equals(named)) {
            throw new IllegalStateException("another function is registered as \"" + name + "\": choose another name");
        }
    }

    private static Function<List<Tensor>, Tensor> registered(String name) {
        var found = REGISTERED.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no function is registered as \"" + name + "\": known are "
                    + REGISTERED.keySet().stream().sorted().toList() + "; call Lambda.register before");
        }
        return found;
    }

    @Override
    protected Tensor call(List<Tensor> inputs, Call call) {
        return value(function).apply(inputs);
    }
}
