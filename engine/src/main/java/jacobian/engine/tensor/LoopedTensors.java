package jacobian.engine.tensor;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The functions of [Tensor] that take functions: choices, loops and gradients of one's own.
///
/// A choice or a loop that hangs on a value runs on the host where the value is known: the value is read, and
/// what follows is computed alone. Where it is not known (inside [Compiled], [Loop] and layers) both sides of a
/// choice are computed and one is selected.
abstract class LoopedTensors {
    /// `keras.ops.cond`: what `trueFn` gives where the scalar `pred` is true, and what `falseFn` gives where it
    /// is false; both are of one shape.
    ///
    /// Where `pred` is not known both are computed: the side that is not taken must not fail, and its gradient
    /// is 0 times what its formula gives (take care of logarithms and roots of 0).
    public static Tensor cond(Tensor pred, Supplier<Tensor> trueFn, Supplier<Tensor> falseFn) {
        return condAll(pred, () -> List.of(trueFn.get()), () -> List.of(falseFn.get()))
                .get(0);
    }

    /// [#cond] for functions that give several tensors, as many on both sides.
    public static List<Tensor> condAll(Tensor pred, Supplier<List<Tensor>> trueFn, Supplier<List<Tensor>> falseFn) {
        Choices.checkScalar("cond", pred);
        if (Choices.isKnown(pred)) {
            return pred.item() != 0 ? trueFn.get() : falseFn.get();
        }
        return Choices.selected(pred.cast(DType.BOOL), trueFn.get(), falseFn.get());
    }

    /// `keras.ops.switch` (a word that Java keeps for itself): what branch number `index` gives for `operands`;
    /// an index beyond the branches takes the first or the last. Where `index` is not known all branches are
    /// computed.
    public static Tensor switchCase(Tensor index, List<Function<List<Tensor>, Tensor>> branches, Tensor... operands) {
        Choices.checkScalar("switchCase", index);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("switchCase needs at least one branch");
        }
        var given = List.of(operands);
        if (Choices.isKnown(index)) {
            int chosen = Math.clamp((int) index.item(), 0, branches.size() - 1);
            return branches.get(chosen).apply(given);
        }
        var result = branches.get(0).apply(given);
        for (int i = 1; i < branches.size(); i++) {
            var beyond = index.greaterEqual(index.constant(i, index.dtype()));
            var branch = branches.get(i).apply(given);
            result = Choices.selected(beyond, List.of(branch), List.of(result)).get(0);
        }
        return result;
    }

    /// `keras.ops.while_loop`: `body` applied again and again to `loopVars` as long as `cond` of them is true.
    ///
    /// The condition is read after each step, so it must be known: inside [Compiled] and layers give a
    /// maximum of steps. Unlike in Keras on JAX gradients flow, through the steps that ran.
    public static List<Tensor> whileLoop(
            Function<List<Tensor>, Tensor> cond, UnaryOperator<List<Tensor>> body, List<Tensor> loopVars) {
        var vars = List.copyOf(loopVars);
        for (var goes = cond.apply(vars); Choices.mustKnow(goes).item() != 0; goes = cond.apply(vars)) {
            vars = Choices.step(body, vars);
        }
        return vars;
    }

    /// The same, at most `maximumIterations` times. Where the condition is not known all these steps are
    /// computed as one loop, and what comes after the end is left out.
    public static List<Tensor> whileLoop(
            Function<List<Tensor>, Tensor> cond,
            UnaryOperator<List<Tensor>> body,
            List<Tensor> loopVars,
            int maximumIterations) {
        var vars = List.copyOf(loopVars);
        for (int i = 0; i < maximumIterations; i++) {
            var goes = cond.apply(vars);
            if (!Choices.isKnown(goes)) {
                return Choices.whileLoop(cond, body, vars, maximumIterations - i);
            }
            if (goes.item() == 0) {
                return vars;
            }
            vars = Choices.step(body, vars);
        }
        return vars;
    }

    /// `keras.ops.fori_loop`: `bodyFun` of the numbers `lower` to `upper` - 1 (int32 scalars) and of what it
    /// gave the time before, which begins as `initVal` and keeps its type. One operation, with gradients.
    public static Tensor foriLoop(int lower, int upper, BinaryOperator<Tensor> bodyFun, Tensor initVal) {
        return foriLoop(lower, upper, (i, vals) -> List.of(bodyFun.apply(i, vals.get(0))), List.of(initVal))
                .get(0);
    }

    /// The same for several values.
    public static List<Tensor> foriLoop(
            int lower, int upper, BiFunction<Tensor, List<Tensor>, List<Tensor>> bodyFun, List<Tensor> initVal) {
        if (upper <= lower) {
            return List.copyOf(initVal);
        }
        var numbers = Tensor.of(IntStream.range(lower, upper).toArray());
        return Loop.over(
                        List.of(numbers),
                        initVal,
                        false,
                        (carries, steps) -> new Loop.Values(bodyFun.apply(steps.get(0), carries), List.of()))
                .carries();
    }

    /// `keras.ops.scan`: `f` of what is carried and of one step of `xs` after the other; axis 0 of `xs` is
    /// time. The last carries, and outputs stacked along a new axis 0. One operation, with gradients. See
    /// [Loop].
    public static Loop.Values scan(Loop.Body f, List<Tensor> init, List<Tensor> xs) {
        return scan(f, init, xs, false);
    }

    /// The same, from the last step to the first with `reverse`; outputs lie at the position of their step.
    public static Loop.Values scan(Loop.Body f, List<Tensor> init, List<Tensor> xs, boolean reverse) {
        return Loop.over(xs, init, reverse, f);
    }

    /// The same `length` times without sequences: `f` is given no steps.
    public static Loop.Values scan(Loop.Body f, List<Tensor> init, int length) {
        return Loop.over(List.of(Tensor.arange(length)), init, false, (carries, _) -> f.step(carries, List.of()));
    }

    /// `keras.ops.map`: `f` of each `xs[i]`, one after the other, results stacked along axis 0. Gradients flow.
    public static Tensor map(UnaryOperator<Tensor> f, Tensor xs) {
        return map(each -> List.of(f.apply(each.get(0))), List.of(xs)).get(0);
    }

    /// The same for functions of several tensors, whose axes 0 agree, that give several.
    public static List<Tensor> map(UnaryOperator<List<Tensor>> f, List<Tensor> xs) {
        return Loop.over(xs, List.of(), false, (_, steps) -> new Loop.Values(List.of(), f.apply(steps)))
                .outputs();
    }

    /// `keras.ops.vectorized_map`: what [#map] gives. (Tensor operations take batches themselves; where they can,
    /// writing
    /// the function for the whole batch is faster.)
    public static Tensor vectorizedMap(UnaryOperator<Tensor> function, Tensor elements) {
        return map(function, elements);
    }

    /// [#vectorizedMap(UnaryOperator, Tensor)] for several tensors.
    public static List<Tensor> vectorizedMap(UnaryOperator<List<Tensor>> function, List<Tensor> elements) {
        return map(function, elements);
    }

    /// `keras.ops.associative_scan`: x0, f(x0, x1), f(f(x0, x1), x2), ... along `axis`, in about 2 log2(n)
    /// calls of `f` on many elements at once.
    ///
    /// @param f an associative function that works on any number of elements along `axis`, such as [Tensor#add]
    /// @param reverse from the last element to the first
    public static Tensor associativeScan(BinaryOperator<Tensor> f, Tensor elems, boolean reverse, int axis) {
        BinaryOperator<List<Tensor>> all = (a, b) -> List.of(f.apply(a.get(0), b.get(0)));
        return associativeScan(all, List.of(elems), reverse, axis).get(0);
    }

    /// The same for several tensors that belong together, all of one size along `axis`.
    public static List<Tensor> associativeScan(
            BinaryOperator<List<Tensor>> f, List<Tensor> elems, boolean reverse, int axis) {
        return AssociativeScan.of(f, elems, reverse, axis);
    }

    /// `keras.ops.custom_gradient`: what `f` gives for `input`, with the gradient that `f` gives besides.
    ///
    /// ```java
    /// // log(1 + exp(x)), whose gradient would overflow by the rules.
    /// Tensor y = Tensor.customGradient(
    ///     x -> {
    ///         var e = x.exp();
    ///         return CustomGradient.of(e.add(1).log(), upstream -> upstream.multiply(x.sigmoid()));
    ///     },
    ///     input);
    /// ```
    public static Tensor customGradient(Function<Tensor, CustomGradient> f, Tensor input) {
        var results = customGradient(xs -> f.apply(xs.get(0)), List.of(input));
        if (results.size() != 1) {
            throw new ShapeException("customGradient of one tensor gives one, not " + results.size()
                    + ": use the form that takes lists");
        }
        return results.get(0);
    }

    /// The same for functions of several tensors that give several; gradients one for each input.
    ///
    /// `f` is called once, to record what it does. It may use tensors and variables besides its inputs; to
    /// those no gradient flows.
    public static List<Tensor> customGradient(Function<List<Tensor>, CustomGradient> f, List<Tensor> inputs) {
        return CustomGradient.apply(f, new ArrayList<>(inputs));
    }
}
