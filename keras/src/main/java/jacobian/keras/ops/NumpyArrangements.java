package jacobian.keras.ops;

import jacobian.engine.shape.CorrelationMode;
import jacobian.engine.shape.PadMode;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What the functions that arrange, join and multiply in the NumPy part of `keras.ops` are here.
final class NumpyArrangements {
    private NumpyArrangements() {}

    static OpTable moved() {
        return new OpTable()
                .of("broadcast_to", (x, args) -> x.broadcastTo(Shape.of(args.ints("shape"))))
                .of("expand_dims", (x, args) -> x.expandDims(args.ints("axis")))
                .of("squeeze", (x, args) -> x.squeeze(args.ints("axis")))
                .of("flip", (x, args) -> x.flip(args.ints("axis")))
                .unary("fliplr", Tensor::fliplr)
                .unary("flipud", Tensor::flipud)
                .unary("ravel", Tensor::ravel)
                .of("moveaxis", NumpyArrangements::moveaxis)
                .of("reshape", (x, args) -> x.reshape(args.ints("newshape")))
                .of("roll", NumpyArrangements::roll)
                .of("rot90", NumpyArrangements::rot90)
                .of("swapaxes", (x, args) -> x.swapaxes(args.integer("axis1", 0), args.integer("axis2", 0)))
                .of("transpose", (x, args) -> x.transpose(args.ints("axes")))
                .of("repeat", NumpyArrangements::repeat)
                .of("tile", (x, args) -> x.tile(args.ints("repeats")))
                .of(
                        "diff",
                        (x, args) -> args.json().isEmpty()
                                ? x.diff()
                                : x.diff(args.integer("n", 1), args.integer("axis", -1)))
                .of("ndim", (x, _) -> Tensor.of(x.ndim()).squeeze())
                .of("size", (x, _) -> Tensor.of((int) x.size()).squeeze());
    }

    private static Tensor moveaxis(Tensor x, Given args) {
        return args.json().get("source").isNumber()
                ? x.moveaxis(args.integer("source", 0), args.integer("destination", 0))
                : x.moveaxis(args.ints("source"), args.ints("destination"));
    }

    private static Tensor roll(Tensor x, Given args) {
        var shift = args.ints("shift");
        var axes = args.ints("axis");
        return axes.length == 0 ? x.roll(shift[0]) : axes.length == 1 ? x.roll(shift[0], axes[0]) : x.roll(shift, axes);
    }

    private static Tensor rot90(Tensor x, Given args) {
        var axes = args.has("axes") ? args.ints("axes") : new int[] {0, 1};
        return args.json().isEmpty() ? x.rot90() : x.rot90(args.integer("k", 1), axes[0], axes[1]);
    }

    private static Tensor repeat(Tensor x, Given args) {
        if (!args.json().get("repeats").isNumber()) {
            return x.repeat(args.tensor("repeats").orElseThrow().ints(), args.integer("axis", 0));
        }
        int repeats = args.integer("repeats", 1);
        return args.has("axis") ? x.repeat(repeats, args.integer("axis", 0)) : x.repeat(repeats);
    }

    static OpTable pieces() {
        return new OpTable()
                .of("get_item", NumpyArrangements::getItem)
                .many("split", (in, args) -> split(in.get(0), args))
                .many(
                        "array_split",
                        (in, args) ->
                                in.get(0).arraySplit(args.integer("indices_or_sections", 1), args.integer("axis", 0)))
                .many(
                        "hsplit",
                        (in, args) -> args.json().get("indices_or_sections").isNumber()
                                ? in.get(0).hsplit(args.integer("indices_or_sections", 1))
                                : in.get(0).hsplit(args.ints("indices_or_sections")))
                .many(
                        "vsplit",
                        (in, args) -> args.json().get("indices_or_sections").isNumber()
                                ? in.get(0).vsplit(args.integer("indices_or_sections", 1))
                                : in.get(0).vsplit(args.ints("indices_or_sections")))
                .many(
                        "dsplit",
                        (in, args) -> args.json().get("indices_or_sections").isNumber()
                                ? in.get(0).dsplit(args.integer("indices_or_sections", 1))
                                : in.get(0).dsplit(args.ints("indices_or_sections")))
                .one(
                        "take",
                        (in, args) -> args.has("axis")
                                ? in.get(0).take(in.get(1), args.integer("axis", 0))
                                : in.get(0).take(in.get(1)))
                .one(
                        "take_along_axis",
                        (in, args) -> args.has("axis")
                                ? in.get(0).takeAlongAxis(in.get(1), args.integer("axis", 0))
                                : in.get(0).takeAlongAxis(in.get(1)))
                .many("unravel_index", (in, args) -> in.get(0).unravelIndex(Shape.of(args.ints("shape"))))
                .one(
                        "append",
                        (in, args) -> args.has("axis")
                                ? in.get(0).append(in.get(1), args.integer("axis", 0))
                                : in.get(0).append(in.get(1)))
                .of("pad", NumpyArrangements::pad);
    }

    private static Tensor getItem(Tensor x, Given args) {
        var key = args.json().get("key");
        boolean slices = key.isArray()
                && (key.get(0).isArray() || key.size() == 3 && key.get(2).isNull());
        if (!slices) {
            return x.getItem(args.ints("key"));
        }
        return key.get(0).isArray()
                ? x.getItem(key.valueStream().map(NumpyArrangements::range).toArray(Range[]::new))
                : x.getItem(range(key));
    }

    private static Range range(JsonNode slice) {
        var from = slice.get(0);
        var to = slice.get(1);
        var step = slice.get(2);
        return new Range(
                from.isNull() ? 0 : from.asInt(),
                to.isNull() ? Range.END : to.asInt(),
                step.isNull() ? 1 : step.asInt());
    }

    private static List<Tensor> split(Tensor x, Given args) {
        int axis = args.integer("axis", 0);
        if (!args.json().get("indices_or_sections").isNumber()) {
            return x.split(args.ints("indices_or_sections"), axis);
        }
        int sections = args.integer("indices_or_sections", 1);
        return args.has("axis") ? x.split(sections, axis) : x.split(sections);
    }

    private static Tensor pad(Tensor x, Given args) {
        if (args.json().get("pad_width").isNumber()) {
            return x.pad(args.integer("pad_width", 0));
        }
        var width = args.lists("pad_width");
        return args.has("constant_values")
                ? x.pad(width, args.number("constant_values", 0))
                : args.has("mode")
                        ? x.pad(width, PadMode.valueOf(args.text("mode", "").toUpperCase(Locale.ROOT)))
                        : x.pad(width);
    }

    static OpTable matrices() {
        return new OpTable()
                .of("diag", (x, args) -> args.has("k") ? x.diag(args.integer("k", 0)) : x.diag())
                .of("diagflat", (x, args) -> args.has("k") ? x.diagflat(args.integer("k", 0)) : x.diagflat())
                .of(
                        "diagonal",
                        (x, args) -> args.json().isEmpty()
                                ? x.diagonal()
                                : x.diagonal(
                                        args.integer("offset", 0), args.integer("axis1", 0), args.integer("axis2", 1)))
                .of(
                        "trace",
                        (x, args) -> args.json().isEmpty()
                                ? x.trace()
                                : x.trace(
                                        args.integer("offset", 0), args.integer("axis1", 0), args.integer("axis2", 1)))
                .of("tril", (x, args) -> args.has("k") ? x.tril(args.integer("k", 0)) : x.tril())
                .of("triu", (x, args) -> args.has("k") ? x.triu(args.integer("k", 0)) : x.triu())
                .of(
                        "vander",
                        (x, args) ->
                                args.has("N") ? x.vander(args.integer("N", 0), args.flag("increasing")) : x.vander());
    }

    static OpTable products() {
        return new OpTable()
                .binary("matmul", Tensor::matmul)
                .binary("dot", Tensor::dot)
                .binary("inner", Tensor::inner)
                .binary("outer", Tensor::outer)
                .binary("vdot", Tensor::vdot)
                .binary("kron", Tensor::kron)
                .one("tensordot", NumpyArrangements::tensordot)
                .one("cross", NumpyArrangements::cross)
                .one(
                        "correlate",
                        (in, args) -> args.has("mode")
                                ? in.get(0)
                                        .correlate(
                                                in.get(1),
                                                CorrelationMode.valueOf(
                                                        args.text("mode", "").toUpperCase(Locale.ROOT)))
                                : in.get(0).correlate(in.get(1)))
                .one("einsum", (in, args) -> Tensor.einsum(args.text("subscripts", ""), in.toArray(Tensor[]::new)));
    }

    private static Tensor tensordot(List<Tensor> in, Given args) {
        if (args.json().path("axes").isArray()) {
            var axes = args.lists("axes");
            return in.get(0).tensordot(in.get(1), axes[0], axes[1]);
        }
        return in.get(0).tensordot(in.get(1), args.integer("axes", 2));
    }

    private static Tensor cross(List<Tensor> in, Given args) {
        var a = in.get(0);
        var b = in.get(1);
        return args.json().isEmpty()
                ? a.cross(b)
                : args.has("axis")
                        ? a.cross(b, args.integer("axis", -1))
                        : a.cross(b, args.integer("axisa", -1), args.integer("axisb", -1), args.integer("axisc", -1));
    }
}
