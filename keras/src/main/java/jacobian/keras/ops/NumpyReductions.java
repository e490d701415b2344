package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.QuantileMethod;
import jacobian.engine.shape.SearchSide;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/// What the reductions, orders and statistics in the NumPy part of `keras.ops` are here.
final class NumpyReductions {
    private NumpyReductions() {}

    private static BiFunction<Tensor, Given, Tensor> over(
            BiFunction<Tensor, int[], Tensor> plain, BiFunction<Tensor, int[], Tensor> keep) {
        return (x, args) -> (args.flag("keepdims") ? keep : plain).apply(x, args.ints("axis"));
    }

    static OpTable reductions() {
        return new OpTable()
                .of("mean", over(Tensor::mean, Tensor::meanKeep))
                .of("ptp", over(Tensor::ptp, Tensor::ptpKeep))
                .of("std", over(Tensor::std, Tensor::stdKeep))
                .of("sum", over(Tensor::sum, Tensor::sumKeep))
                .of("var", over(Tensor::var, Tensor::varKeep))
                .of("amax", over(Tensor::amax, Tensor::maxKeep))
                .of("amin", over(Tensor::amin, Tensor::minKeep))
                .of("median", over(Tensor::median, Tensor::medianKeep))
                .of("all", over(Tensor::all, Tensor::allKeep))
                .of("any", over(Tensor::any, Tensor::anyKeep))
                .of("nanmax", over(Tensor::nanmax, Tensor::nanmaxKeep))
                .of("nanmean", over(Tensor::nanmean, Tensor::nanmeanKeep))
                .of("nanmedian", over(Tensor::nanmedian, Tensor::nanmedianKeep))
                .of("nanmin", over(Tensor::nanmin, Tensor::nanminKeep))
                .of("nanprod", over(Tensor::nanprod, Tensor::nanprodKeep))
                .of("nanstd", over(Tensor::nanstd, Tensor::nanstdKeep))
                .of("nansum", over(Tensor::nansum, Tensor::nansumKeep))
                .of("nanvar", over(Tensor::nanvar, Tensor::nanvarKeep))
                .of("count_nonzero", (x, args) -> x.countNonzero(args.ints("axis")))
                .of("prod", NumpyReductions::prod)
                .of("max", NumpyReductions::max)
                .of("min", NumpyReductions::min);
    }

    private static Tensor prod(Tensor x, Given args) {
        return args.has("dtype")
                ? x.prod(args.dtype("dtype", DType.FLOAT32), args.ints("axis"))
                : over(Tensor::prod, Tensor::prodKeep).apply(x, args);
    }

    private static Tensor max(Tensor x, Given args) {
        var max = over(Tensor::max, Tensor::maxKeep).apply(x, args);
        return args.has("initial") ? max.maximum(args.number("initial", 0)) : max;
    }

    private static Tensor min(Tensor x, Given args) {
        var min = over(Tensor::min, Tensor::minKeep).apply(x, args);
        return args.has("initial") ? min.minimum(args.number("initial", 0)) : min;
    }

    static OpTable along() {
        return new OpTable()
                .of(
                        "argmax",
                        (x, args) -> args.flag("keepdims")
                                ? x.argmaxKeep(args.integer("axis", 0))
                                : args.has("axis") ? x.argmax(args.integer("axis", 0)) : x.argmax())
                .of(
                        "argmin",
                        (x, args) -> args.flag("keepdims")
                                ? x.argminKeep(args.integer("axis", 0))
                                : args.has("axis") ? x.argmin(args.integer("axis", 0)) : x.argmin())
                .of(
                        "nanargmax",
                        (x, args) -> args.flag("keepdims")
                                ? x.nanargmaxKeep(args.integer("axis", 0))
                                : args.has("axis") ? x.nanargmax(args.integer("axis", 0)) : x.nanargmax())
                .of(
                        "nanargmin",
                        (x, args) -> args.flag("keepdims")
                                ? x.nanargminKeep(args.integer("axis", 0))
                                : args.has("axis") ? x.nanargmin(args.integer("axis", 0)) : x.nanargmin())
                .of(
                        "cumsum",
                        (x, args) -> args.has("axis") ? typed(x, args).cumsum(args.integer("axis", 0)) : x.cumsum())
                .of(
                        "cumprod",
                        (x, args) -> args.has("axis") ? typed(x, args).cumprod(args.integer("axis", 0)) : x.cumprod())
                .of(
                        "nancumsum",
                        (x, args) ->
                                args.has("axis") ? typed(x, args).nancumsum(args.integer("axis", 0)) : x.nancumsum())
                .of(
                        "nancumprod",
                        (x, args) ->
                                args.has("axis") ? typed(x, args).nancumprod(args.integer("axis", 0)) : x.nancumprod());
    }

    private static Tensor typed(Tensor x, Given args) {
        return x.cast(args.dtype("dtype", x.dtype()));
    }

    static OpTable quantiles() {
        return new OpTable()
                .of("quantile", (x, args) -> quantile(x, args, Tensor::quantile, Tensor::quantileKeep))
                .of("percentile", (x, args) -> quantile(x, args, Tensor::percentile, Tensor::percentileKeep))
                .of("nanquantile", (x, args) -> quantile(x, args, Tensor::nanquantile, Tensor::nanquantileKeep))
                .of("nanpercentile", (x, args) -> quantile(x, args, Tensor::nanpercentile, Tensor::nanpercentileKeep));
    }

    /// Any of the four functions in its full form.
    @FunctionalInterface
    private interface Quantile {
        Tensor of(Tensor x, Tensor q, QuantileMethod method, int... axes);
    }

    private static Tensor quantile(Tensor x, Given args, Quantile plain, Quantile keep) {
        var q = args.json().get("q").isNumber()
                ? Tensor.scalar(args.number("q", 0))
                : args.tensor("q").orElseThrow();
        var method = QuantileMethod.valueOf(args.text("method", "linear").toUpperCase(Locale.ROOT));
        return (args.flag("keepdims") ? keep : plain).of(x, q, method, args.ints("axis"));
    }

    static OpTable order() {
        return new OpTable()
                .of("sort", (x, args) -> args.has("axis") ? x.sort(args.integer("axis", 0)) : x.sort())
                .of("argsort", (x, args) -> args.has("axis") ? x.argsort(args.integer("axis", 0)) : x.argsort())
                .of(
                        "argpartition",
                        (x, args) -> args.has("axis")
                                ? x.argpartition(args.integer("kth", 0), args.integer("axis", 0))
                                : x.argpartition(args.integer("kth", 0)))
                .one(
                        "searchsorted",
                        (in, args) -> args.has("side")
                                ? in.get(0).searchsorted(in.get(1), SearchSide.RIGHT)
                                : in.get(0).searchsorted(in.get(1)))
                .binary("digitize", Tensor::digitize)
                .one(
                        "isin",
                        (in, args) -> args.flag("invert")
                                ? in.get(0).isin(in.get(1)).logicalNot()
                                : in.get(0).isin(in.get(1)));
    }

    static OpTable statistics() {
        return new OpTable()
                .of(
                        "average",
                        (x, args) -> args.tensor("weights")
                                .map(weights -> x.average(weights, args.ints("axis")))
                                .orElseGet(() -> x.average(args.ints("axis"))))
                .unary("corrcoef", Tensor::corrcoef)
                .of("trapezoid", NumpyReductions::trapezoid)
                .of(
                        "bincount",
                        (x, args) -> args.tensor("weights")
                                .map(weights -> x.bincount(weights, args.integer("minlength", 0)))
                                .orElseGet(() -> args.has("minlength")
                                        ? x.bincount(args.integer("minlength", 0))
                                        : x.bincount()))
                .many("histogram", (in, args) -> histogram(in.get(0), args))
                .many("nonzero", (in, args) -> in.get(0).nonzero())
                .many("unique", (in, args) -> unique(in.get(0), args));
    }

    private static Tensor trapezoid(Tensor y, Given args) {
        int axis = args.integer("axis", -1);
        return args.tensor("x")
                .map(x -> y.trapezoid(x, axis))
                .orElseGet(() -> args.has("dx") ? y.trapezoid(args.number("dx", 1), axis) : y.trapezoid());
    }

    private static List<Tensor> histogram(Tensor x, Given args) {
        var range = args.json().get("range");
        int bins = args.integer("bins", 10);
        var found = range != null
                ? x.histogram(bins, range.get(0).asDouble(), range.get(1).asDouble())
                : args.has("bins") ? x.histogram(bins) : x.histogram();
        return List.of(found.counts(), found.edges());
    }

    private static List<Tensor> unique(Tensor x, Given args) {
        var all = args.has("axis") ? x.unique(args.integer("axis", 0)) : x.unique();
        var found = !args.has("size") ? all : sized(all, args);
        var results = new ArrayList<>(List.of(found.values()));
        if (args.flag("return_index")) {
            results.add(found.index());
        }
        if (args.flag("return_inverse")) {
            results.add(found.inverse());
        }
        if (args.flag("return_counts")) {
            results.add(found.counts());
        }
        return results;
    }

    private static Unique sized(Unique all, Given args) {
        int size = args.integer("size", 0);
        return args.has("fill_value") ? all.size(size, args.number("fill_value", 0)) : all.size(size);
    }
}
