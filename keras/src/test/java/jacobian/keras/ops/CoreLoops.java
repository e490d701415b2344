package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.CustomGradient;
import jacobian.engine.tensor.Loop;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What the functions of `keras.ops` that take functions are here. The functions have the names of
/// tools/golden/oracle/ops_core.py.
final class CoreLoops {
    private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS = Map.of(
            "sin", Tensor::sin,
            "square", Tensor::square,
            "exp", Tensor::exp,
            "triple", x -> x.multiply(3),
            "below_ten", x -> x.sum().less(10),
            "normalized", x -> x.divide(x.square().sum()),
            "outer_self", x -> x.expandDims(1).multiply(x.expandDims(0)));

    private static final Map<String, BinaryOperator<Tensor>> PAIRS = Map.of(
            "add", Tensor::add,
            "matmul", Tensor::matmul,
            "add_scaled_index", (i, x) -> x.add(i.cast(DType.FLOAT32).multiply(x.sin())));

    private static final Map<String, Loop.Body> STEPS = Map.of(
            "running_sum",
            (carries, steps) -> {
                var carry = carries.get(0);
                return new Loop.Values(List.of(carry.add(steps.get(0).sin())), List.of(carry.multiply(steps.get(0))));
            },
            "grow",
            (carries, steps) -> new Loop.Values(
                    List.of(carries.get(0).multiply(1.5)),
                    List.of(carries.get(0).sum())));

    private CoreLoops() {}

    private static UnaryOperator<Tensor> function(Given args, String name) {
        return FUNCTIONS.get(args.text(name, ""));
    }

    private static Tensor given(Given args, String name) {
        return args.tensor(name).orElseThrow();
    }

    static OpTable loops() {
        return new OpTable()
                .many("scan", (_, args) -> scan(args))
                .one("while_loop", (_, args) -> {
                    var cond = function(args, "cond");
                    var body = function(args, "body");
                    Function<List<Tensor>, Tensor> goes = xs -> cond.apply(xs.get(0));
                    UnaryOperator<List<Tensor>> step = xs -> List.of(body.apply(xs.get(0)));
                    var vars = List.of(given(args, "loop_vars"));
                    int most = args.integer("maximum_iterations", 0);
                    return (most > 0 ? Tensor.whileLoop(goes, step, vars, most) : Tensor.whileLoop(goes, step, vars))
                            .get(0);
                })
                .one(
                        "fori_loop",
                        (_, args) -> Tensor.foriLoop(
                                args.integer("lower", 0),
                                args.integer("upper", 0),
                                PAIRS.get(args.text("body_fun", "")),
                                given(args, "init_val")))
                .one("map", (_, args) -> Tensor.map(function(args, "f"), given(args, "xs")))
                .one(
                        "vectorized_map",
                        (_, args) -> Tensor.vectorizedMap(function(args, "function"), given(args, "elements")))
                .one(
                        "associative_scan",
                        (_, args) -> Tensor.associativeScan(
                                PAIRS.get(args.text("f", "")),
                                given(args, "elems"),
                                args.flag("reverse"),
                                args.integer("axis", 0)));
    }

    private static List<Tensor> scan(Given args) {
        var f = STEPS.get(args.text("f", ""));
        var init = List.of(given(args, "init"));
        Loop.Values values;
        if (args.has("length")) {
            values = Tensor.scan(f, init, args.integer("length", 0));
        } else {
            values = Tensor.scan(f, init, List.of(given(args, "xs")), args.flag("reverse"));
        }
        return List.of(values.carries().get(0), values.outputs().get(0));
    }

    static OpTable choices() {
        return new OpTable()
                .one("cond", (in, args) -> {
                    var x = in.get(0);
                    return Tensor.cond(
                            given(args, "pred"),
                            () -> function(args, "true_fn").apply(x),
                            () -> function(args, "false_fn").apply(x));
                })
                .one("switch", (_, args) -> {
                    var branches = args.json()
                            .get("branches")
                            .valueStream()
                            .<Function<List<Tensor>, Tensor>>map(name -> {
                                var branch = FUNCTIONS.get(name.asString());
                                return xs -> branch.apply(xs.get(0));
                            })
                            .toList();
                    return Tensor.switchCase(given(args, "index"), branches, given(args, "operands"));
                })
                .unary(
                        "custom_gradient",
                        input -> Tensor.customGradient(
                                x -> CustomGradient.of(
                                        x.exp().add(1).log(),
                                        upstream ->
                                                upstream.multiply(x.sigmoid().multiply(3))),
                                input))
                .many("jvp", (in, _) -> {
                    var jvp = Linalg.jvp(
                            xs -> List.of(
                                    xs.get(0).multiply(xs.get(1).sin()),
                                    xs.get(0).sum(0)),
                            in.subList(0, 2),
                            in.subList(2, 4));
                    return List.of(
                            jvp.results().get(0),
                            jvp.results().get(1),
                            jvp.tangents().get(0),
                            jvp.tangents().get(1));
                })
                .unary("stop_gradient", x -> x.multiply(x.stopGradient()));
    }
}
