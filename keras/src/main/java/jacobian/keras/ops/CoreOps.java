package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Scattering;
import jacobian.engine.tensor.Tensor;
import java.util.HashMap;
import java.util.Locale;
import java.util.stream.IntStream;

/// What the core of `keras.ops` is here, apart from the functions that take functions.
final class CoreOps {
    private CoreOps() {}

    private static Tensor given(Given args, String name) {
        return args.tensor(name).orElseThrow();
    }

    static OpTable places() {
        return new OpTable()
                .one("scatter_update", (in, args) -> {
                    var x = in.get(0);
                    if (!args.has("reduction")) {
                        return x.scatterUpdate(in.get(1), in.get(2));
                    }
                    var reduction =
                            Scattering.valueOf(args.text("reduction", "").toUpperCase(Locale.ROOT));
                    return x.scatterUpdate(in.get(1), in.get(2), reduction);
                })
                .one("scatter", (in, args) -> Tensor.scatter(in.get(0), in.get(1), Shape.of(args.ints("shape"))))
                .of(
                        "slice",
                        (x, args) -> args.json().get("start_indices").isObject()
                                ? x.slice(given(args, "start_indices"), args.ints("shape"))
                                : x.slice(args.ints("start_indices"), args.ints("shape")))
                .one(
                        "slice_update",
                        (in, args) -> args.json().get("start_indices").isObject()
                                ? in.get(0).sliceUpdate(given(args, "start_indices"), in.get(1))
                                : in.get(0).sliceUpdate(args.ints("start_indices"), in.get(1)))
                .many(
                        "unstack",
                        (in, args) -> args.has("num")
                                ? in.get(0).unstack(args.integer("num", 0), args.integer("axis", 0))
                                : in.get(0).unstack(args.integer("axis", 0)));
    }

    static OpTable forms() {
        return new OpTable()
                .of("rearrange", (x, args) -> {
                    var lengths = new HashMap<String, Integer>();
                    args.json().properties().stream()
                            .filter(each -> !each.getKey().equals("pattern"))
                            .forEach(each ->
                                    lengths.put(each.getKey(), each.getValue().asInt()));
                    var pattern = args.text("pattern", "");
                    return lengths.isEmpty() ? x.rearrange(pattern) : x.rearrange(pattern, lengths);
                })
                .of("cast", (x, args) -> x.cast(args.dtype("dtype", DType.FLOAT32)))
                .of("saturate_cast", (x, args) -> x.saturateCast(args.dtype("dtype", DType.FLOAT32)))
                .of("convert_to_tensor", (x, args) -> x.cast(args.dtype("dtype", DType.FLOAT32)))
                .many(
                        "shape",
                        (in, _) -> IntStream.of(in.get(0).shape().sizes())
                                .mapToObj(size -> Tensor.of(size).squeeze(0))
                                .toList());
    }
}
