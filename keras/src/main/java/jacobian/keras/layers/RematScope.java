package jacobian.keras.layers;

import jacobian.engine.tensor.Remat;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rematerialisation of layers: what is made inside such a scope keeps less for the gradient, which computes it
/// again.
/// Training takes less memory and more time, and comes to the same numbers.
///
/// ```java
/// try (var scope = RematScope.full()) {
///     x = new Dense(4096).activation(RELU).apply(x);
/// }
/// ```
///
/// The scope counts where a layer is made, for all its calls. A scope inside another one takes its place.
/// Functions
/// that are no layers are wrapped by [Remat].
public final class RematScope implements AutoCloseable {
    private static final ThreadLocal<@Nullable RematScope> CURRENT = new ThreadLocal<>();

    private enum Kind {
        FULL,
        ACTIVATIONS,
        LARGER_THAN,
        LIST_OF_LAYERS,
        NONE
    }

    private final Kind kind;
    private final long threshold;
    private final List<String> names;
    private final @Nullable RematScope outer;

    private RematScope(Kind kind, long threshold, List<String> names) {
        this.kind = kind;
        this.threshold = threshold;
        this.names = names;
        this.outer = CURRENT.get();
        CURRENT.set(this);
    }

    /// All that the layers compute, their results apart.
    public static RematScope full() {
        return new RematScope(Kind.FULL, 0, List.of());
    }

    /// The activation functions of the layers that have one as an option.
    public static RematScope activations() {
        return new RematScope(Kind.ACTIVATIONS, 0, List.of());
    }

    /// The layers whose results have more than `outputSizeThreshold` elements, sizes that are not known taken
    /// for 1;
    /// Keras' default is 1024.
    public static RematScope largerThan(long outputSizeThreshold) {
        return new RematScope(Kind.LARGER_THAN, outputSizeThreshold, List.of());
    }

    /// The layers of these names.
    public static RematScope listOfLayers(String... layerNames) {
        return new RematScope(Kind.LIST_OF_LAYERS, 0, List.of(layerNames));
    }

    /// None of the layers.
    public static RematScope none() {
        return new RematScope(Kind.NONE, 0, List.of());
    }

    /// Ends the scope.
    @Override
    public void close() {
        if (CURRENT.get() != this) {
            throw new IllegalStateException("a RematScope ends in the thread that began it, after those inside it");
        }
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    static @Nullable RematScope current() {
        return CURRENT.get();
    }

    /// Whether calls of `layer` as a whole may be computed again.
    boolean takes(Layer layer) {
        return switch (kind) {
            case FULL, LARGER_THAN -> true;
            case LIST_OF_LAYERS -> names.contains(layer.name());
            case ACTIVATIONS, NONE -> false;
        };
    }

    /// Whether `results` are large enough for it.
    boolean isWorth(List<Tensor> results) {
        long size = 0;
        for (var result : results) {
            size += result.shape().dims().stream()
                    .mapToLong(dim -> dim.isFixed() ? dim.size() : 1)
                    .reduce(1, (a, b) -> a * b);
        }
        return kind != Kind.LARGER_THAN || size > threshold;
    }

    /// `function` of `x` as `layer` applies it.
    static Tensor activation(Layer layer, ActivationFunction function, Tensor x) {
        var scope = layer.remat();
        boolean again = scope != null && scope.kind == Kind.ACTIVATIONS && !RematCall.isIdle();
        return again ? Remat.of(function::apply).apply(x) : function.apply(x);
    }
}
