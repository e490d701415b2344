package jacobian.keras.layers;

import jacobian.engine.graph.Iota;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which keys a query may look at: the masks `(batch, steps)` that came with query, value and key, and the bool
/// tensor `(batch, query steps, key steps)` of places that a user gave; leading axes may be missing.
record AttentionMask(Optional<Tensor> query, Optional<Tensor> value, Optional<Tensor> key, Optional<Tensor> places) {
    /// What a score becomes that does not count.
    private static final double NEVER = -1e9;

    /// Refuses masks that do not fit `inputs` of `layer`.
    void check(Layer layer, AttentionInputs inputs) {
        query.ifPresent(mask -> check(layer, "query_mask", mask, inputs.query()));
        value.ifPresent(mask -> check(layer, "value_mask", mask, inputs.value()));
        key.ifPresent(mask -> check(layer, "key_mask", mask, inputs.key()));
        places.ifPresent(mask -> {
            if (mask.rank() < 2) {
                throw new ShapeException(layer + " cannot take an attention_mask of " + mask.shape()
                        + "\n  needs  (batch, query steps, key steps), leading axes may be 1 or missing");
            }
        });
    }

    private static void check(Layer layer, String name, Tensor mask, Tensor x) {
        boolean fits = mask.rank() <= x.rank() - 1;
        for (int i = 0; fits && i < mask.rank(); i++) {
            fits = mask.shape().dim(i).agrees(x.shape().dim(i))
                    || mask.shape().dim(i).size() == 1;
        }
        if (!fits) {
            throw new ShapeException(layer + " cannot take a " + name + " of " + mask.shape() + " with " + x.shape()
                    + "\n  needs  (batch, steps)");
        }
    }

    /// True where a score counts, in a shape that broadcasts to `scores`, whose last `2 axes` axes are those of
    /// queries and keys. Empty where all do. `near` is any tensor of the computation.
    Optional<Tensor> of(Tensor near, Shape scores, int axes, boolean causal, Optional<Integer> window) {
        var parts = new ArrayList<Tensor>();
        query.ifPresent(mask -> parts.add(mask.cast(DType.BOOL).expandDims(-1)));
        value.ifPresent(mask -> parts.add(mask.cast(DType.BOOL).expandDims(-2)));
        key.ifPresent(mask -> parts.add(mask.cast(DType.BOOL).expandDims(-2)));
        if (causal) {
            parts.add(steps(near, scores, 0).greaterEqual(steps(near, scores, 1)));
        }
        window.ifPresent(width -> parts.add(
                steps(near, scores, 0).subtract(steps(near, scores, 1)).abs().less(near.constant(width, DType.INT32))));
        places.ifPresent(mask -> parts.add(mask.cast(DType.BOOL)));
        return parts.stream()
                .map(part -> expanded(part, scores.rank(), 2 * axes))
                .reduce(Tensor::logicalAnd);
    }

    /// The index along `axis` at each place of queries and keys.
    private static Tensor steps(Tensor near, Shape scores, int axis) {
        var places = scores.range(scores.rank() - 2, scores.rank());
        return near.apply(new Iota(new TensorType(DType.INT32, places), axis), List.of());
    }

    /// `mask` with axes of size 1 before its last `last` ones, for heads and what else it does not speak of.
    private static Tensor expanded(Tensor mask, int rank, int last) {
        if (mask.rank() >= rank) {
            return mask;
        }
        var shape = mask.shape();
        for (int i = mask.rank(); i < rank; i++) {
            shape = shape.insert(Math.max(0, shape.rank() - last), Dim.fixed(1));
        }
        return mask.reshape(shape);
    }

    /// The score of what is masked. In float16, -1e9 would be infinite, and a row of nothing else NaN.
    static double never(DType dtype) {
        return dtype == DType.FLOAT16 ? -3e4 : NEVER;
    }

    /// The softmax of those `scores` whose places are true; others get 0. Where no place is true, all get 0 if
    /// `nowhere`, else all get the same.
    static Tensor softmax(Tensor scores, Tensor places, boolean nowhere, int... axes) {
        var weights = Activations.softmax(
                places.select(scores, scores.constant(never(scores.dtype()), scores.dtype())), axes);
        return nowhere ? places.select(weights, weights.zerosLike()) : weights;
    }
}
