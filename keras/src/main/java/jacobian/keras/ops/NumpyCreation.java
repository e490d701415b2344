package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Spacing;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// What the functions that make and join tensors in the NumPy part of `keras.ops` are here.
final class NumpyCreation {
    private NumpyCreation() {}

    private static Tensor[] array(List<Tensor> in) {
        return in.toArray(Tensor[]::new);
    }

    static OpTable joined() {
        return new OpTable()
                .one(
                        "concatenate",
                        (in, args) -> args.has("axis")
                                ? Tensor.concatenate(in, args.integer("axis", 0))
                                : Tensor.concatenate(array(in)))
                .one(
                        "stack",
                        (in, args) ->
                                args.has("axis") ? Tensor.stack(in, args.integer("axis", 0)) : Tensor.stack(array(in)))
                .one("hstack", (in, _) -> Tensor.hstack(array(in)))
                .one("vstack", (in, _) -> Tensor.vstack(array(in)))
                .one("dstack", (in, _) -> Tensor.dstack(array(in)))
                .many(
                        "meshgrid",
                        (in, args) -> args.has("indexing")
                                ? Tensor.meshgrid(Tensor.Grid.IJ, array(in))
                                : Tensor.meshgrid(array(in)))
                .many(
                        "where",
                        (in, _) -> in.size() == 1
                                ? Tensor.where(in.get(0))
                                : List.of(Tensor.where(in.get(0), in.get(1), in.get(2))))
                .one(
                        "select",
                        (in, args) -> Tensor.select(
                                in.subList(0, in.size() / 2),
                                in.subList(in.size() / 2, in.size()),
                                args.number("default", 0)));
    }

    static OpTable created() {
        return new OpTable()
                .one("arange", (_, args) -> arange(args))
                .one("eye", (_, args) -> args.json().size() == 1 ? Tensor.eye(args.integer("N", 0)) : eye(args))
                .one(
                        "identity",
                        (_, args) -> args.has("dtype")
                                ? Tensor.identity(args.integer("n", 0), args.dtype("dtype", DType.FLOAT32))
                                : Tensor.identity(args.integer("n", 0)))
                .one(
                        "full",
                        (_, args) -> Tensor.full(
                                args.number("fill_value", 0), args.dtype("dtype", DType.FLOAT32), shape(args)))
                .of(
                        "full_like",
                        (x, args) -> x.cast(args.dtype("dtype", x.dtype())).fullLike(args.number("fill_value", 0)))
                .one(
                        "ones",
                        (_, args) -> args.has("dtype")
                                ? Tensor.ones(shape(args), args.dtype("dtype", DType.FLOAT32))
                                : Tensor.ones(shape(args)))
                .of(
                        "ones_like",
                        (x, args) -> x.cast(args.dtype("dtype", x.dtype())).onesLike())
                .one(
                        "zeros",
                        (_, args) -> args.has("dtype")
                                ? Tensor.zeros(shape(args), args.dtype("dtype", DType.FLOAT32))
                                : Tensor.zeros(shape(args)))
                .of(
                        "zeros_like",
                        (x, args) -> x.cast(args.dtype("dtype", x.dtype())).zerosLike())
                .of("array", (x, args) -> Tensor.of(x.buffer()).cast(args.dtype("dtype", x.dtype())))
                .unary("copy", Tensor::copy)
                .one(
                        "empty",
                        (_, args) -> args.has("dtype")
                                ? Tensor.empty(shape(args), args.dtype("dtype", DType.FLOAT32))
                                : Tensor.empty(shape(args)))
                .of(
                        "empty_like",
                        (x, args) -> x.cast(args.dtype("dtype", x.dtype())).emptyLike())
                .one("tri", (_, args) -> args.json().size() == 1 ? Tensor.tri(args.integer("N", 0)) : tri(args));
    }

    static OpTable spaced() {
        return new OpTable()
                .of("bartlett", (n, _) -> Tensor.bartlett((int) n.item()))
                .of("blackman", (n, _) -> Tensor.blackman((int) n.item()))
                .of("hamming", (n, _) -> Tensor.hamming((int) n.item()))
                .of("hanning", (n, _) -> Tensor.hanning((int) n.item()))
                .of("kaiser", (n, args) -> Tensor.kaiser((int) n.item(), args.number("beta", 0)))
                .many("linspace", NumpyCreation::linspace)
                .one("logspace", NumpyCreation::logspace)
                .one("geomspace", NumpyCreation::geomspace);
    }

    private static Shape shape(Given args) {
        return Shape.of(args.ints("shape"));
    }

    private static Tensor arange(Given args) {
        if (args.has("dtype") || args.json().get("start").isFloatingPointNumber()) {
            return Tensor.arange(
                    args.number("start", 0),
                    args.number("stop", 0),
                    args.number("step", 1),
                    args.dtype("dtype", DType.FLOAT32));
        }
        int start = args.integer("start", 0);
        int stop = args.integer("stop", 0);
        return !args.has("stop")
                ? Tensor.arange(start)
                : args.has("step") ? Tensor.arange(start, stop, args.integer("step", 1)) : Tensor.arange(start, stop);
    }

    private static Tensor eye(Given args) {
        int n = args.integer("N", 0);
        return Tensor.eye(n, args.integer("M", n), args.integer("k", 0), args.dtype("dtype", DType.FLOAT32));
    }

    private static Tensor tri(Given args) {
        int n = args.integer("N", 0);
        return Tensor.tri(n, args.integer("M", n), args.integer("k", 0), args.dtype("dtype", DType.FLOAT32));
    }

    private static Spacing spacing(Given args) {
        return Spacing.of(args.integer("num", 50))
                .endpoint(args.flag("endpoint", true))
                .axis(args.integer("axis", 0));
    }

    private static Tensor end(List<Tensor> in, Given args, String name, int index) {
        return in.isEmpty() ? Tensor.scalar(args.number(name, 0)) : in.get(index);
    }

    private static List<Tensor> linspace(List<Tensor> in, Given args) {
        var start = end(in, args, "start", 0);
        var stop = end(in, args, "stop", 1);
        var places = args.json().size() == 3 && in.isEmpty()
                ? Tensor.linspace(args.number("start", 0), args.number("stop", 0), args.integer("num", 50))
                : Tensor.linspace(start, stop, spacing(args)).cast(args.dtype("dtype", DType.FLOAT32));
        return args.flag("retstep") ? List.of(places, spacing(args).step(start, stop)) : List.of(places);
    }

    private static Tensor logspace(List<Tensor> in, Given args) {
        return args.json().size() == 3 && in.isEmpty()
                ? Tensor.logspace(args.number("start", 0), args.number("stop", 0), args.integer("num", 50))
                : Tensor.logspace(
                                end(in, args, "start", 0),
                                end(in, args, "stop", 1),
                                spacing(args),
                                args.number("base", 10))
                        .cast(args.dtype("dtype", DType.FLOAT32));
    }

    private static Tensor geomspace(List<Tensor> in, Given args) {
        return args.json().size() == 3 && in.isEmpty()
                ? Tensor.geomspace(args.number("start", 0), args.number("stop", 0), args.integer("num", 50))
                : Tensor.geomspace(end(in, args, "start", 0), end(in, args, "stop", 1), spacing(args))
                        .cast(args.dtype("dtype", DType.FLOAT32));
    }
}
