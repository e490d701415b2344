package jacobian.keras.models;

import jacobian.engine.graph.ArgReduce;
import jacobian.engine.graph.ArgSort;
import jacobian.engine.graph.Barrier;
import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Concat;
import jacobian.engine.graph.Cumulative;
import jacobian.engine.graph.Gather;
import jacobian.engine.graph.GatherAlong;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Pad;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Reverse;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Size;
import jacobian.engine.graph.Slice;
import jacobian.engine.graph.StopGradient;
import jacobian.engine.graph.TopK;
import jacobian.engine.graph.Transpose;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One operation of the engine as one or several functions of `keras.ops`.
final class OperationForms {
    private static final String NUMPY = "numpy";

    private final OperationWriter writer;
    private final Node node;

    OperationForms(OperationWriter writer, Node node) {
        this.writer = writer;
        this.node = node;
    }

    Object written() {
        return switch (node.op()) {
            case Unary unary -> unary(unary);
            case Binary binary -> elementwise(name(binary));
            case Comparison comparison -> elementwise(name(comparison));
            case Select _ -> select();
            case Cast(DType dtype) -> call("core", "Cast", Map.of("dtype", dtype.toString()), whole(0));
            case Reshape _ -> reshape();
            case Transpose(var permutation) -> call(NUMPY, "Transpose", Map.of("axes", permutation), whole(0));
            case Slice(var ranges) -> call(NUMPY, "GetItem", Map.of(), whole(0), key(ranges));
            case Concat(int axis) -> call(NUMPY, "Concatenate", Map.of("axis", axis), wholes());
            case Reduce reduce -> reduce(reduce);
            case Matmul matmul ->
                call(NUMPY, "Matmul", Map.of(), turned(0, matmul.transposeA()), turned(1, matmul.transposeB()));
            case Gather(int axis) -> call(NUMPY, "Take", Map.of("axis", axis), whole(0), whole(1));
            case GatherAlong(int axis) -> call(NUMPY, "TakeAlongAxis", Map.of("axis", axis), whole(0), whole(1));
            case Reverse(var axes) -> call(NUMPY, "Flip", Map.of("axis", axes), whole(0));
            case Pad pad -> pad(pad);
            case Cumulative cumulative -> cumulative(cumulative);
            case ArgReduce(var kind, int axis) ->
                call(
                        NUMPY,
                        kind == ArgReduce.Kind.MAX ? "Argmax" : "Argmin",
                        Map.of("axis", axis, "keepdims", false),
                        whole(0));
            case ArgSort(int axis, boolean descending)
            when !descending -> call(NUMPY, "Argsort", Map.of("axis", axis), whole(0));
            case TopK(int k) -> topK(k);
            case Size size -> size(size);
            case StopGradient _ -> call("core", "StopGradient", Map.of(), whole(0));
            case Barrier _ -> whole(0);
            default -> throw writer.refused(node, "is computed");
        };
    }

    private Object call(String module, String className, Map<String, ?> config, Object... arguments) {
        return writer.call(module, className, config, node.type(), arguments);
    }

    private Object whole(int input) {
        return writer.whole(node.input(input));
    }

    private List<Object> wholes() {
        return node.inputs().stream().map(writer::whole).toList();
    }

    private Object unary(Unary unary) {
        var module = switch (unary) {
            case RSQRT, ERF, ERFINV -> "math";
            case SIGMOID, RELU -> "nn";
            default -> NUMPY;
        };
        var config = unary == Unary.ROUND ? Map.of("decimals", 0) : Map.<String, Object>of();
        return call(module, name(unary), config, whole(0));
    }

    private static String name(Unary unary) {
        return switch (unary) {
            case NEGATE -> "Negative";
            case ABS -> "Absolute";
            case SIGN -> "Sign";
            case EXP -> "Exp";
            case EXPM1 -> "Expm1";
            case LOG -> "Log";
            case LOG1P -> "Log1p";
            case SQRT -> "Sqrt";
            case RSQRT -> "Rsqrt";
            case SIN -> "Sin";
            case COS -> "Cos";
            case TAN -> "Tan";
            case ASIN -> "Arcsin";
            case ACOS -> "Arccos";
            case ATAN -> "Arctan";
            case SINH -> "Sinh";
            case COSH -> "Cosh";
            case TANH -> "Tanh";
            case ASINH -> "Arcsinh";
            case ACOSH -> "Arccosh";
            case ATANH -> "Arctanh";
            case SIGMOID -> "Sigmoid";
            case ERF -> "Erf";
            case ERFINV -> "Erfinv";
            case RELU -> "Relu";
            case FLOOR -> "Floor";
            case CEIL -> "Ceil";
            case ROUND -> "Round";
            case NOT -> "LogicalNot";
            case IS_NAN -> "Isnan";
            case IS_FINITE -> "Isfinite";
        };
    }

    private String name(Binary binary) {
        boolean truths = node.type().dtype() == DType.BOOL;
        return switch (binary) {
            case ADD -> "Add";
            case SUBTRACT -> "Subtract";
            case MULTIPLY -> "Multiply";
            case DIVIDE -> "Divide";
            case POWER -> "Power";
            case MAXIMUM -> "Maximum";
            case MINIMUM -> "Minimum";
            case MOD -> "Mod";
            case FLOOR_DIVIDE -> "FloorDivide";
            case ATAN2 -> "Arctan2";
            case AND -> truths ? "LogicalAnd" : "BitwiseAnd";
            case OR -> truths ? "LogicalOr" : "BitwiseOr";
            case XOR -> truths ? "LogicalXor" : "BitwiseXor";
            case SHIFT_LEFT -> "BitwiseLeftShift";
            case SHIFT_RIGHT -> "BitwiseRightShift";
        };
    }

    private static String name(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> "Equal";
            case NOT_EQUAL -> "NotEqual";
            case LESS -> "Less";
            case LESS_EQUAL -> "LessEqual";
            case GREATER -> "Greater";
            case GREATER_EQUAL -> "GreaterEqual";
        };
    }

    /// Inputs that need not be spread stay small, as long as another one has the shape of the result.
    private Object elementwise(String className) {
        return call(NUMPY, className, Map.of(), operands().toArray());
    }

    private List<Object> operands() {
        boolean anyWhole = node.inputs().stream().anyMatch(input -> reaches(writer.small(input)));
        var operands = new ArrayList<Object>();
        for (var input : node.inputs()) {
            operands.add(anyWhole || !operands.isEmpty() ? writer.small(input) : writer.whole(input));
        }
        return operands;
    }

    private boolean reaches(Object value) {
        return switch (value) {
            case SavedGraph.Reference reference ->
                reference.type().shape().equals(node.type().shape());
            case Tensor tensor -> tensor.shape().equals(node.type().shape());
            default -> false;
        };
    }

    private Object select() {
        var operands = operands();
        boolean bare =
                operands.subList(1, 3).stream().allMatch(each -> each instanceof Tensor tensor && tensor.rank() == 0);
        var result = call(NUMPY, "Where", Map.of(), operands.toArray());
        return bare && node.type().dtype() != DType.FLOAT32
                ? call("core", "Cast", Map.of("dtype", node.type().dtype().toString()), result)
                : result;
    }

    private Object reshape() {
        var from = node.input(0).type().shape();
        var to = node.type().shape();
        long unknown = to.dims().stream().filter(dim -> !dim.isFixed()).count();
        if (unknown <= 1) {
            var sizes = to.dims().stream()
                    .map(dim -> dim.isFixed() ? dim.size() : -1)
                    .toList();
            return call(NUMPY, "Reshape", Map.of("newshape", sizes), whole(0));
        }
        if (plain(from).equals(plain(to))) {
            var squeezed = ones(from);
            var x = squeezed.isEmpty() ? whole(0) : call(NUMPY, "Squeeze", Map.of("axis", squeezed), whole(0));
            var added = ones(to);
            return added.isEmpty() ? x : call(NUMPY, "ExpandDims", Map.of("axis", added), x);
        }
        throw writer.refused(node, "has several sizes that are known at run time only");
    }

    private static List<Dim> plain(Shape shape) {
        return shape.dims().stream()
                .filter(dim -> !dim.isFixed() || dim.size() != 1)
                .toList();
    }

    private static List<Integer> ones(Shape shape) {
        return IntStream.range(0, shape.rank())
                .filter(axis -> shape.dim(axis).isFixed() && shape.dim(axis).size() == 1)
                .boxed()
                .toList();
    }

    private static List<Object> key(List<Range> ranges) {
        var key = new ArrayList<Object>();
        for (var range : ranges) {
            var slice = new LinkedHashMap<String, @Nullable Object>();
            slice.put("start", range.from() == 0 ? null : range.from());
            slice.put("stop", range.to() == Range.END ? null : range.to());
            slice.put("step", range.step() == 1 ? null : range.step());
            key.add(Map.of("class_name", "__slice__", "config", slice));
        }
        return key;
    }

    private Object reduce(Reduce reduce) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("axis", reduce.axes());
        config.put("keepdims", false);
        boolean truths = node.type().dtype() == DType.BOOL;
        var name = switch (reduce.kind()) {
            case SUM -> "Sum";
            case PRODUCT -> "Prod";
            case MAX -> truths ? "Any" : "Max";
            case MIN -> truths ? "All" : "Min";
        };
        if (name.equals("Max") || name.equals("Min")) {
            config.put("initial", null);
        } else if (name.equals("Prod")) {
            config.put("dtype", node.type().dtype().toString());
        }
        return call(NUMPY, name, config, whole(0));
    }

    /// Keras' function gives the elements, then their indices.
    private Object topK(int k) {
        var both = writer.call("math", "TopK", Map.of("k", k, "sorted", true), node.type(), whole(0));
        return new SavedGraph.Reference(both.part(), both.call(), 1, node.type());
    }

    private Object turned(int input, boolean turns) {
        if (!turns) {
            return whole(input);
        }
        var type = node.input(input).type();
        return writer.call(NUMPY, "Swapaxes", Map.of("axis1", -2, "axis2", -1), type, whole(input));
    }

    private Object pad(Pad pad) {
        var width = new ArrayList<List<Integer>>();
        for (int i = 0; i < pad.low().size(); i++) {
            width.add(List.of(pad.low().get(i), pad.high().get(i)));
        }
        return call(NUMPY, "Pad", Map.of("pad_width", width, "mode", "constant"), whole(0));
    }

    private Object cumulative(Cumulative cumulative) {
        if (cumulative.exclusive()) {
            throw writer.refused(node, "is computed");
        }
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("axis", cumulative.axis());
        config.put("dtype", null);
        var name = cumulative.kind() == Cumulative.Kind.SUM ? "Cumsum" : "Cumprod";
        var flip = Map.of("axis", cumulative.axis());
        if (!cumulative.reverse()) {
            return call(NUMPY, name, config, whole(0));
        }
        return call(NUMPY, "Flip", flip, call(NUMPY, name, config, call(NUMPY, "Flip", flip, whole(0))));
    }

    /// How many elements there are, counted: sizes that only a run knows have no function in Keras' graphs.
    private Object size(Size size) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("dtype", null);
        var ones = call(NUMPY, "OnesLike", config, whole(0));
        var axes = new ArrayList<>(size.axes());
        Collections.sort(axes);
        var counts = call(NUMPY, "Sum", Map.of("axis", axes, "keepdims", false), ones);
        int rest = node.input(0).type().shape().rank() - axes.size();
        var largest = new LinkedHashMap<String, @Nullable Object>();
        largest.put("axis", null);
        largest.put("keepdims", false);
        largest.put("initial", null);
        var count = rest == 0 ? counts : call(NUMPY, "Max", largest, counts);
        return call("core", "Cast", Map.of("dtype", size.dtype().toString()), count);
    }
}
