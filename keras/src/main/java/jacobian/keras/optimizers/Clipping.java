package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// How gradients that are too large are made smaller.
sealed interface Clipping {
    /// They stay as they are.
    record None() implements Clipping {}

    /// Each element into [-limit, limit].
    record ByValue(double limit) implements Clipping {}

    /// The gradient of each variable to a Euclidean norm of at most `limit`.
    record ByNorm(double limit) implements Clipping {}

    /// All gradients together to a Euclidean norm of at most `limit`.
    record ByGlobalNorm(double limit) implements Clipping {}

    /// `gradients` clipped, one vector a group.
    default List<Tensor> clip(List<FlatGroup> groups, List<Tensor> gradients) {
        return switch (this) {
            case None _ -> gradients;
            case ByValue(var limit) ->
                gradients.stream()
                        .map(each -> each.maximum(constant(each, -limit)).minimum(constant(each, limit)))
                        .toList();
            case ByNorm(var limit) ->
                IntStream.range(0, groups.size())
                        .mapToObj(i -> byNorm(groups.get(i), gradients.get(i), limit))
                        .toList();
            case ByGlobalNorm(var limit) -> byGlobalNorm(gradients, limit);
        };
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }

    private static Tensor byNorm(FlatGroup group, Tensor gradient, double limit) {
        var pieces = IntStream.range(0, group.size())
                .mapToObj(i -> byNorm(group.piece(gradient, i), limit))
                .toList();
        return Tensor.concatenate(pieces, 0);
    }

    private static Tensor byNorm(Tensor gradient, double limit) {
        var most = constant(gradient, limit);
        var norm = gradient.square().sum().sqrt();
        return gradient.multiply(most).divide(norm.maximum(most));
    }

    /// Gradients times limit * min(1 / norm, 1 / limit): NaN where the norm is not finite, as in Keras.
    private static List<Tensor> byGlobalNorm(List<Tensor> gradients, double limit) {
        var norm = gradients.stream()
                .map(each -> each.square().sum())
                .reduce(Tensor::add)
                .orElseThrow()
                .sqrt();
        var scale = norm.reciprocal().minimum(constant(norm, 1 / limit)).multiply(constant(norm, limit));
        var checked = scale.add(norm.subtract(norm));
        return gradients.stream()
                .map(each -> each.multiply(checked.cast(each.dtype())))
                .toList();
    }
}
