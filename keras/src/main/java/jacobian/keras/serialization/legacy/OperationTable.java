package jacobian.keras.serialization.legacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The functions of TensorFlow that Keras 3 has operations for.
final class OperationTable {
    private static final Set<String> NN = Set.of(
            "Relu",
            "Relu6",
            "Elu",
            "Selu",
            "Gelu",
            "Sigmoid",
            "Softmax",
            "LogSoftmax",
            "LeakyRelu",
            "Softplus",
            "Softsign",
            "Silu",
            "Normalize",
            "HardSigmoid",
            "HardSilu",
            "Celu",
            "Glu",
            "LogSigmoid",
            "HardTanh",
            "TanhShrink",
            "SoftShrink",
            "HardShrink",
            "Threshold",
            "Sparsemax",
            "Squareplus",
            "SparsePlus",
            "SparseSigmoid",
            "OneHot",
            "MultiHot",
            "AveragePool",
            "MaxPool",
            "Conv",
            "DepthwiseConv",
            "SeparableConv",
            "ConvTranspose",
            "Moments",
            "BatchNorm",
            "RMSNorm",
            "LayerNorm",
            "PSNR",
            "DotProductAttention",
            "BinaryCrossentropy",
            "CategoricalCrossentropy",
            "SparseCategoricalCrossentropy",
            "CtcLoss");
    private static final Set<String> CORE = Set.of(
            "Cast",
            "Unstack",
            "StopGradient",
            "Slice",
            "SliceUpdate",
            "Scatter",
            "ScatterUpdate",
            "Map",
            "Scan",
            "Switch",
            "WhileLoop",
            "ForiLoop",
            "VectorizedMap",
            "AssociativeScan",
            "Cond");
    private static final Set<String> MATH = Set.of(
            "Rsqrt",
            "Erf",
            "Erfinv",
            "Logsumexp",
            "TopK",
            "InTopK",
            "SegmentSum",
            "SegmentMax",
            "FFT",
            "FFT2",
            "RFFT",
            "IRFFT",
            "STFT",
            "ISTFT",
            "ExtractSequences");
    private static final Set<String> IMAGE = Set.of(
            "Resize",
            "AffineTransform",
            "PerspectiveTransform",
            "ExtractPatches",
            "MapCoordinates",
            "PadImages",
            "CropImages",
            "RGBToGrayscale",
            "RGBToHSV",
            "HSVToRGB",
            "GaussianBlur",
            "ElasticTransform");
    private static final Set<String> LINALG = Set.of(
            "Cholesky", "Det", "Eig", "Eigh", "Inv", "Lu", "Norm", "Qr", "Solve", "SolveTriangular", "SVD", "Lstsq");

    /// An operation of Keras.
    ///
    /// @param inputs TensorFlow's names of what are tensors, in Keras' order
    /// @param settings Keras' names of its settings by TensorFlow's
    /// @param standards settings that TensorFlow's function implies
    record Operation(
            String className, List<String> inputs, Map<String, String> settings, Map<String, Object> standards) {}

    private static final Map<String, Operation> TABLE = table();

    private OperationTable() {}

    static Optional<Operation> of(String function) {
        return Optional.ofNullable(TABLE.get(function));
    }

    /// The module of `keras.src.ops` that has the operation.
    static String module(String className) {
        if (NN.contains(className)) {
            return "nn";
        }
        if (CORE.contains(className)) {
            return "core";
        }
        if (MATH.contains(className)) {
            return "math";
        }
        if (IMAGE.contains(className)) {
            return "image";
        }
        return LINALG.contains(className) ? "linalg" : "numpy";
    }

    private static Map<String, Operation> table() {
        var table = new HashMap<String, Operation>();
        elementwise(table);
        pairs(table);
        reductions(table);
        arrangements(table);
        for (var name : List.of("softmax", "log_softmax")) {
            var className = name.equals("softmax") ? "Softmax" : "LogSoftmax";
            put(table, className, List.of("logits"), Map.of("axis", "axis"), "nn." + name, "math." + name);
        }
        put(table, "Elu", List.of("features"), Map.of(), "nn.elu");
        put(table, "Gelu", List.of("features"), Map.of("approximate", "approximate"), "nn.gelu");
        table.computeIfPresent("nn.gelu", (_, gelu) -> with(gelu, Map.of("approximate", false)));
        put(table, "LeakyRelu", List.of("features"), Map.of("alpha", "negative_slope"), "nn.leaky_relu");
        table.computeIfPresent("nn.leaky_relu", (_, leaky) -> with(leaky, Map.of("negative_slope", 0.2)));
        var normalize = Map.of("axis", "axis", "epsilon", "epsilon");
        put(table, "Normalize", List.of("x"), normalize, "math.l2_normalize", "linalg.l2_normalize", "nn.l2_normalize");
        return Map.copyOf(table);
    }

    private static Operation with(Operation operation, Map<String, Object> standards) {
        return new Operation(operation.className(), operation.inputs(), operation.settings(), standards);
    }

    private static void put(
            Map<String, Operation> table,
            String className,
            List<String> inputs,
            Map<String, String> settings,
            String... functions) {
        for (var function : functions) {
            table.put(function, new Operation(className, inputs, settings, Map.of()));
        }
    }

    private static void elementwise(Map<String, Operation> table) {
        for (var name : List.of(
                "Exp",
                "Log",
                "Sqrt",
                "Square",
                "Tanh",
                "Sin",
                "Cos",
                "Tan",
                "Sign",
                "Floor",
                "Ceil",
                "Reciprocal",
                "Log1p",
                "Expm1",
                "Rsqrt",
                "Erf",
                "Sinh",
                "Cosh",
                "Asin",
                "Acos",
                "Atan")) {
            var today = name.startsWith("A") ? "Arc" + name.substring(1).toLowerCase(java.util.Locale.ROOT) : name;
            var old = name.toLowerCase(java.util.Locale.ROOT);
            put(table, today, List.of("x"), Map.of(), "math." + old, old, "nn." + old);
        }
        put(table, "Absolute", List.of("x"), Map.of(), "math.abs", "abs");
        put(table, "Negative", List.of("x"), Map.of(), "math.negative", "negative");
        put(table, "Sigmoid", List.of("x"), Map.of(), "math.sigmoid", "sigmoid", "nn.sigmoid");
        put(table, "Ceil", List.of("x"), Map.of(), "math.ceil");
        put(table, "Round", List.of("x"), Map.of(), "math.round", "round");
        put(table, "Isnan", List.of("x"), Map.of(), "math.is_nan");
        put(table, "LogicalNot", List.of("x"), Map.of(), "math.logical_not", "logical_not");
        put(table, "Relu", List.of("features"), Map.of(), "nn.relu");
        put(table, "Relu6", List.of("features"), Map.of(), "nn.relu6");
        put(table, "Selu", List.of("features"), Map.of(), "nn.selu");
        put(table, "Softplus", List.of("features"), Map.of(), "nn.softplus", "math.softplus");
        put(table, "Softsign", List.of("features"), Map.of(), "nn.softsign", "math.softsign");
        put(table, "Silu", List.of("features"), Map.of(), "nn.silu", "nn.swish");
        put(table, "StopGradient", List.of("input"), Map.of(), "stop_gradient", "identity");
        put(table, "ZerosLike", List.of("input"), Map.of(), "zeros_like", "compat.v1.zeros_like");
        put(table, "OnesLike", List.of("input"), Map.of(), "ones_like", "compat.v1.ones_like");
        put(table, "Cast", List.of("x"), Map.of("dtype", "dtype"), "cast");
        var bounds = Map.of("clip_value_min", "x_min", "clip_value_max", "x_max");
        put(table, "Clip", List.of("t"), bounds, "clip_by_value");
    }

    private static void pairs(Map<String, Operation> table) {
        Map.ofEntries(
                        Map.entry("Add", List.of("__operators__.add", "math.add", "add")),
                        Map.entry("Subtract", List.of("math.subtract", "subtract")),
                        Map.entry("Multiply", List.of("math.multiply", "multiply")),
                        Map.entry("TrueDivide", List.of("math.truediv", "math.divide", "truediv", "divide")),
                        Map.entry("FloorDivide", List.of("math.floordiv", "floordiv")),
                        Map.entry("Mod", List.of("math.floormod", "math.mod")),
                        Map.entry("Power", List.of("math.pow", "pow")),
                        Map.entry("Maximum", List.of("math.maximum", "maximum")),
                        Map.entry("Minimum", List.of("math.minimum", "minimum")),
                        Map.entry("Greater", List.of("math.greater", "greater")),
                        Map.entry("GreaterEqual", List.of("math.greater_equal", "greater_equal")),
                        Map.entry("Less", List.of("math.less", "less")),
                        Map.entry("LessEqual", List.of("math.less_equal", "less_equal")),
                        Map.entry("Equal", List.of("math.equal", "equal", "__operators__.eq")),
                        Map.entry("NotEqual", List.of("math.not_equal", "not_equal", "__operators__.ne")),
                        Map.entry("LogicalAnd", List.of("math.logical_and", "__operators__.logical_and")),
                        Map.entry("LogicalOr", List.of("math.logical_or", "__operators__.logical_or")))
                .forEach((today, old) -> put(table, today, List.of("x", "y"), Map.of(), old.toArray(String[]::new)));
        put(table, "Arctan2", List.of("y", "x"), Map.of(), "math.atan2");
        put(table, "Matmul", List.of("a", "b"), Map.of(), "linalg.matmul", "matmul");
        put(table, "Where", List.of("condition", "x", "y"), Map.of(), "where", "compat.v1.where");
    }

    private static void reductions(Map<String, Operation> table) {
        var settings = Map.of("axis", "axis", "keepdims", "keepdims", "keep_dims", "keepdims");
        for (var name : List.of("Mean", "Sum", "Max", "Min", "Prod", "All", "Any", "Std")) {
            var old = name.toLowerCase(java.util.Locale.ROOT);
            put(table, name, List.of("input_tensor"), settings, "math.reduce_" + old, "reduce_" + old);
        }
        put(table, "Var", List.of("input_tensor"), settings, "math.reduce_variance");
        put(table, "Logsumexp", List.of("input_tensor"), settings, "math.reduce_logsumexp", "reduce_logsumexp");
        put(table, "Argmax", List.of("input"), Map.of("axis", "axis"), "math.argmax", "argmax");
        put(table, "Argmin", List.of("input"), Map.of("axis", "axis"), "math.argmin", "argmin");
        put(table, "Cumsum", List.of("x"), Map.of("axis", "axis"), "math.cumsum", "cumsum");
    }

    private static void arrangements(Map<String, Operation> table) {
        put(table, "Reshape", List.of("tensor"), Map.of("shape", "newshape"), "reshape");
        put(table, "ExpandDims", List.of("input"), Map.of("axis", "axis"), "expand_dims", "compat.v1.expand_dims");
        put(table, "Squeeze", List.of("input"), Map.of("axis", "axis"), "squeeze", "compat.v1.squeeze");
        put(table, "Transpose", List.of("a"), Map.of("perm", "axes"), "transpose", "compat.v1.transpose");
        put(table, "Concatenate", List.of("values"), Map.of("axis", "axis"), "concat");
        put(table, "Stack", List.of("values"), Map.of("axis", "axis"), "stack");
        put(table, "Tile", List.of("input"), Map.of("multiples", "repeats"), "tile");
        put(table, "Repeat", List.of("input"), Map.of("repeats", "repeats", "axis", "axis"), "repeat");
        put(table, "BroadcastTo", List.of("input"), Map.of("shape", "shape"), "broadcast_to");
        put(table, "Flip", List.of("tensor"), Map.of("axis", "axis"), "reverse");
        put(table, "Roll", List.of("input"), Map.of("shift", "shift", "axis", "axis"), "roll");
        put(table, "Take", List.of("params", "indices"), Map.of("axis", "axis"), "gather", "compat.v1.gather");
        var pieces = Map.of("num_or_size_splits", "indices_or_sections", "axis", "axis");
        put(table, "Split", List.of("value"), pieces, "split");
        put(table, "Unstack", List.of("value"), Map.of("num", "num", "axis", "axis"), "unstack");
        put(table, "GetItem", List.of("tensor", "slice_spec"), Map.of(), "__operators__.getitem");
        var image = Map.of("size", "size", "method", "interpolation", "antialias", "antialias");
        put(table, "Resize", List.of("images"), image, "image.resize");
        for (var name : List.of("concat", "stack", "split", "unstack")) {
            table.computeIfPresent(name, (_, operation) -> with(operation, Map.of("axis", 0L)));
        }
    }
}
