package jacobian.keras.layers;

import jacobian.engine.tensor.Remat;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The computation of a layer that may have been made inside a [RematScope].
final class RematCall {
    private RematCall() {}

    /// What `layer` computes from `inputs`.
    static List<Tensor> of(Layer layer, List<Tensor> inputs, Call call) {
        var scope = layer.remat();
        if (scope == null || !scope.takes(layer) || isIdle()) {
            return layer.callAll(inputs, call);
        }
        var context = call.context();
        context.recomputed = true;
        try {
            return of(layer, scope, inputs, call);
        } finally {
            context.recomputed = false;
        }
    }

    /// Whether it would be of no use: in calls on symbols, and inside a layer that is computed again as a whole.
    static boolean isIdle() {
        var context = CallContext.current();
        return context != null && (context.symbolic || context.recomputed);
    }

    private static List<Tensor> of(Layer layer, RematScope scope, List<Tensor> inputs, Call call) {
        var added = call.context().losses;
        int before = added.size();
        var own = new ArrayList<Tensor>();
        var all = Remat.apply(
                given -> {
                    for (int i = 0; i < given.size(); i++) {
                        move(inputs.get(i), given.get(i));
                    }
                    own.addAll(layer.callAll(given, call));
                    var results = new ArrayList<>(own);
                    added.subList(before, added.size()).forEach(each -> results.add(each.loss()));
                    return results;
                },
                inputs,
                results -> scope.isWorth(own));
        for (int i = before; i < added.size(); i++) {
            added.set(i, new CallContext.AddedLoss(added.get(i).layer(), all.get(own.size() + i - before)));
        }
        for (int i = 0; i < own.size(); i++) {
            move(own.get(i), all.get(i));
        }
        return all.subList(0, own.size());
    }

    /// Lets the mask of `from` travel with `to`.
    private static void move(Tensor from, Tensor to) {
        Masks.of(from).ifPresent(mask -> Masks.with(to, mask));
    }
}
