package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A function of tensors as a layer without weights: `new Lambda(x -> x.square())`.
///
/// A function that is to be found again by name, as in a file, is registered: `Lambda.register("square", x ->
/// x.square())`, then `new Lambda("square")`. One that takes arguments, or looks at the mask and the mode, is a
/// [Body]:
///
/// ```java
/// Lambda.registerBody("scale", (inputs, given) -> inputs.get(0).multiply(given.number("factor")));
/// new Lambda("scale").arguments(Map.of("factor", 0.5))
/// ```
///
/// A mask of the input ends here unless [#mask] says what becomes of it.
public final class Lambda extends FluentLayer<Lambda> {
    private static final Map<String, Body> REGISTERED = new ConcurrentHashMap<>();

    private final Setting<Body> function = required("function", Body.class);
    private final Setting<List<Integer>> outputShape = optional("output_shape", List.class);
    private final Setting<Mask> mask = optional("mask", Mask.class);
    private final Setting<Map<String, Object>> arguments = setting("arguments", Map.class, Map.of());

    /// A function of all inputs and of what else a call knows.
    @FunctionalInterface
    public interface Body {
        Tensor apply(List<Tensor> inputs, Given given);
    }

    /// What becomes of masks.
    @FunctionalInterface
    public interface Mask {
        /// The mask of the result for these inputs and their masks.
        Optional<Tensor> of(List<Tensor> inputs, List<Optional<Tensor>> masks);
    }

    /// What a function is given beside its inputs: the layer's arguments, the inputs' masks, the mode.
    public record Given(Map<String, Object> arguments, List<Optional<Tensor>> masks, boolean training) {
        /// The number that was given as `key`.
        public double number(String key) {
            if (arguments.get(key) instanceof Number number) {
                return number.doubleValue();
            }
            throw new IllegalArgumentException("the function needs a number as its argument \"" + key + "\", given are "
                    + arguments + "\n  mend   set arguments(Map.of(\"" + key + "\", ...))");
        }

        /// The mask of the first input.
        public Optional<Tensor> mask() {
            return masks.getFirst();
        }
    }

    private record OfOne(UnaryOperator<Tensor> function) implements Body {
        @Override
        public Tensor apply(List<Tensor> inputs, Given given) {
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

    private record OfAll(Function<List<Tensor>, Tensor> function) implements Body {
        @Override
        public Tensor apply(List<Tensor> inputs, Given given) {
            return function.apply(inputs);
        }

        @Override
        public String toString() {
            return "lambda";
        }
    }

    private record Named(String name, Body function) implements Body {
        @Override
        public Tensor apply(List<Tensor> inputs, Given given) {
            return function.apply(inputs, given);
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

    /// A layer of a function that takes arguments, or looks at the mask or the mode.
    public Lambda(Body function) {
        set(this.function, function);
    }

    /// A layer of a function that files keep by `name`.
    public Lambda(String name, Body function) {
        this((Body) new Named(name, function));
    }

    /// The name under which files keep the function, where it has one.
    public Optional<String> functionName() {
        return value(function) instanceof Named named ? Optional.of(named.name()) : Optional.empty();
    }

    /// A layer of several inputs.
    public static Lambda ofAll(Function<List<Tensor>, Tensor> function) {
        return new Lambda(new OfAll(function));
    }

    /// Sets the sizes of one result without the batch, [Shape#ANY] where they differ: another result is refused.
    public Lambda outputShape(int... outputShape) {
        return set(this.outputShape, IntStream.of(outputShape).boxed().toList());
    }

    /// Sets what becomes of the masks of the inputs; they end here unless set.
    public Lambda mask(Mask mask) {
        return set(this.mask, mask);
    }

    /// Sets what the function is given under these names; nothing unless set.
    public Lambda arguments(Map<String, ?> arguments) {
        return set(this.arguments, Map.copyOf(arguments));
    }

    /// Makes `function` known as `name` to all of this program. A name is given once.
    public static void register(String name, UnaryOperator<Tensor> function) {
        registerBody(name, new OfOne(function));
    }

    /// As [#register], for a function of several inputs.
    public static void registerAll(String name, Function<List<Tensor>, Tensor> function) {
        registerBody(name, new OfAll(function));
    }

    /// As [#register], for a function that takes arguments, or looks at the mask or the mode.
    public static void registerBody(String name, Body function) {
        var named = new Named(name, function);
        var former = REGISTERED.putIfAbsent(name, named);
        if (former != null && !former.equals(named)) {
            throw new IllegalStateException("another function is registered as \"" + name + "\": choose another name");
        }
    }

    private static Body registered(String name) {
        var found = REGISTERED.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no function is registered as \"" + name + "\": known are "
                    + REGISTERED.keySet().stream().sorted().toList() + "; call Lambda.register before");
        }
        return found;
    }

    @Override
    protected Tensor call(List<Tensor> inputs, Call call) {
        var result = value(function).apply(inputs, new Given(value(arguments), call.masks(), call.training()));
        find(outputShape).ifPresent(sizes -> require(result.shape(), sizes));
        return result;
    }

    private void require(Shape result, List<Integer> sizes) {
        boolean same = result.rank() == sizes.size() + 1;
        for (int i = 0; same && i < sizes.size(); i++) {
            int size = result.size(i + 1);
            same = size == Shape.ANY || sizes.get(i) == Shape.ANY || size == sizes.get(i);
        }
        if (!same) {
            throw new ShapeException(this + ": its function gives " + result
                    + "\n  mend   correct output_shape, which stands without the batch, or leave it out");
        }
    }

    @Override
    protected boolean supportsMasking() {
        return find(mask).isPresent();
    }

    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return find(mask).flatMap(each -> each.of(inputs, masks));
    }
}
