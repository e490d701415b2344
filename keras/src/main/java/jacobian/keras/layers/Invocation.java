package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What happens around a layer's own computation: building, masks, penalties on the result.
final class Invocation {
    private Invocation() {}

    static List<Tensor> of(Layer layer, @Nullable Mode mode, List<Tensor> inputs) {
        if (CallContext.current() == null && inputs.stream().anyMatch(LayerCall::isSymbolic)) {
            return record(layer, inputs).outputs();
        }
        var context = CallContext.enter(layer, mode);
        try {
            layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
            return run(layer, context, inputs);
        } finally {
            context.leave();
        }
    }

    /// Notes the call as part of a functional graph; the types of the results come from calling the layer on the
    /// symbols.
    static LayerCall record(Layer layer, List<Tensor> inputs) {
        var context = CallContext.enter(layer, Mode.INFERENCE);
        context.symbolic = true;
        try {
            layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
            var results = run(layer, context, inputs);
            return LayerCall.of(
                    layer, inputs, results.stream().map(Tensor::type).toList());
        } finally {
            context.forgetLosses();
            context.leave();
        }
    }

    private static List<Tensor> run(Layer layer, CallContext context, List<Tensor> inputs) {
        var masks = inputs.stream().map(Masks::of).toList();
        var cast = inputs.stream().map(x -> cast(x, layer)).toList();
        var given = layer.callAll(cast, new Call(layer, context, masks));
        var results = given.stream().map(x -> narrowed(x, layer)).toList();
        penalize(layer, context, results);
        return results.size() == 1 ? List.of(masked(layer, cast, masks, results.get(0))) : results;
    }

    /// A floating input in the type of the layer's policy, rounded to it where the layer computes in a wider one.
    private static Tensor cast(Tensor x, Layer layer) {
        return x.dtype().isFloating() && layer.computeDtype().isFloating() && layer.castsInputs()
                ? masked(x, x.cast(layer.computeDtype()).cast(layer.callDtype()))
                : x;
    }

    /// The result of a layer that computes in more than its policy says.
    private static Tensor narrowed(Tensor x, Layer layer) {
        return layer.callDtype() != layer.computeDtype() && x.dtype().isFloating()
                ? masked(x, x.cast(layer.computeDtype()))
                : x;
    }

    /// `cast` with the mask of `x`.
    private static Tensor masked(Tensor x, Tensor cast) {
        if (cast == x) {
            return x;
        }
        Masks.of(x).ifPresent(mask -> Masks.with(cast, mask));
        return cast;
    }

    private static void penalize(Layer layer, CallContext context, List<Tensor> results) {
        layer.activityRegularizer()
                .ifPresent(regularizer -> results.forEach(result -> {
                    var wide = result.cast(result.dtype().wide());
                    var batch = wide.count(wide.dtype(), 0);
                    context.addLoss(layer, regularizer.apply(wide).divide(batch));
                }));
    }

    private static Tensor masked(Layer layer, List<Tensor> inputs, List<Optional<Tensor>> masks, Tensor result) {
        var mask = layer.computeMask(new ArrayList<>(inputs), masks);
        if (mask.isPresent()) {
            return Masks.with(result, mask.get());
        }
        if (!layer.supportsMasking()
                && masks.stream().anyMatch(Optional::isPresent)
                && Masks.of(result).isEmpty()) {
            layer.warnOfLostMask();
        }
        return result;
    }
}
