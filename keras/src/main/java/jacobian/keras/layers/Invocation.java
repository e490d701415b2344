package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happens around a layer's own computation: building, masks, penalties on the result.
final class Invocation {
    private Invocation() {}

    static List<Tensor> of(Layer layer, @Nullable Mode mode, List<Tensor> inputs) {
        return of(layer, mode, inputs, CallArguments.NONE);
    }

    static List<Tensor> of(Layer layer, @Nullable Mode mode, List<Tensor> inputs, CallArguments arguments) {
        var given = Stream.concat(inputs.stream(), arguments.tensors().stream());
        if (CallContext.current() == null && given.anyMatch(LayerCall::isSymbolic)) {
            return record(layer, inputs, arguments).outputs();
        }
        return called(layer, mode, inputs, masks(inputs, arguments), arguments);
    }

    /// The results of a layer inside another one that has dealt with the masks itself.
    static List<Tensor> withoutMasks(Layer layer, List<Tensor> inputs) {
        return called(layer, null, inputs, Collections.nCopies(inputs.size(), Optional.empty()), CallArguments.NONE);
    }

    private static List<Tensor> called(
            Layer layer,
            @Nullable Mode mode,
            List<Tensor> inputs,
            List<Optional<Tensor>> masks,
            CallArguments arguments) {
        var context = CallContext.enter(layer, mode);
        try {
            return NameScope.in(layer, () -> {
                layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
                var results = run(layer, inputs, new Call(layer, context, masks, arguments));
                LayerOutputs.note(context, results);
                return results;
            });
        } finally {
            context.leave();
        }
    }

    /// Notes the call as part of a functional graph; the types of the results come from calling the layer on the
    /// symbols.
    static LayerCall record(Layer layer, List<Tensor> inputs, CallArguments arguments) {
        var context = CallContext.enter(layer, Mode.INFERENCE);
        context.symbolic = true;
        try {
            return NameScope.in(layer, () -> {
                layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
                var results = run(layer, inputs, new Call(layer, context, masks(inputs, arguments), arguments));
                var types = results.stream().map(Tensor::type).toList();
                var call = LayerCall.of(layer, inputs, arguments, types);
                for (int i = 0; i < results.size(); i++) {
                    var symbol = call.outputs().get(i);
                    Masks.of(results.get(i)).ifPresent(mask -> Masks.with(symbol, mask));
                }
                return call;
            });
        } finally {
            context.forgetLosses();
            context.leave();
        }
    }

    /// The masks that came with the inputs, unless the call was given some.
    private static List<Optional<Tensor>> masks(List<Tensor> inputs, CallArguments arguments) {
        var given = arguments.masks().orElse(List.of());
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> i < given.size() ? given.get(i) : Masks.of(inputs.get(i)))
                .toList();
    }

    private static List<Tensor> run(Layer layer, List<Tensor> inputs, Call call) {
        call.arguments().check(layer);
        var cast = inputs.stream().map(x -> cast(x, layer)).toList();
        var given = RematCall.of(layer, cast, call);
        var results = given.stream().map(x -> narrowed(x, layer)).toList();
        penalize(layer, call, results);
        return results.size() == 1 ? List.of(masked(layer, cast, call.masks(), results.get(0))) : results;
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

    private static void penalize(Layer layer, Call call, List<Tensor> results) {
        layer.activityRegularizer()
                .ifPresent(regularizer -> results.forEach(result -> {
                    var wide = result.cast(result.dtype().wide());
                    var batch = wide.count(wide.dtype(), 0);
                    call.addLoss(regularizer.apply(wide).divide(batch));
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
            Masks.warnOfLoss(layer);
        }
        return result;
    }
}
