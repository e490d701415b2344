package jacobian.keras.models;

import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Composite;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Order;
import jacobian.engine.graph.Pick;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Names;
import jacobian.keras.models.SavedGraph.Call;
import jacobian.keras.models.SavedGraph.Part;
import jacobian.keras.models.SavedGraph.Reference;
import jacobian.keras.ops.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes what is computed between layers as functions of `keras.ops`.
final class OperationWriter {
    private static final String MODULES = "keras.src.ops.";

    private final Map<Node, Reference> leaves;
    private final Set<String> names;

    /// A reference, or a tensor that depends on no input of the model.
    private final Map<Node, Object> values = new IdentityHashMap<>();

    /// What a broadcast spreads: elementwise functions of Keras do that by themselves.
    private final Map<Node, Node> spread = new IdentityHashMap<>();

    OperationWriter(Map<Node, Reference> leaves, Collection<String> names) {
        this.leaves = leaves;
        this.names = new HashSet<>(names);
    }

    /// What `result` is in a file: a reference, a number, or a `__tensor__`.
    Object value(Node result) {
        for (var node : Order.of(List.of(result))) {
            if (!values.containsKey(node)) {
                values.put(node, made(node));
            }
        }
        return literal(whole(result));
    }

    /// The value of `node` in its own shape.
    Object whole(Node node) {
        var small = spread.get(node);
        if (small == null) {
            return known(node);
        }
        var shape = node.type().shape();
        var sizes = new ArrayList<@Nullable Object>();
        for (var dim : shape.dims()) {
            sizes.add(dim.isFixed() ? (Object) dim.size() : null);
        }
        if (sizes.contains(null)) {
            throw refused(node, "repeats a tensor to a size that is known at run time only");
        }
        if (whole(small) instanceof Tensor tensor) {
            return tensor.broadcastTo(shape);
        }
        return call("numpy", "BroadcastTo", Map.of("shape", sizes), node.type(), whole(small));
    }

    /// The value of `node`, perhaps still to be spread.
    Object small(Node node) {
        var inner = spread.get(node);
        return inner == null ? known(node) : small(inner);
    }

    private Object known(Node node) {
        var value = values.get(node);
        if (value == null) {
            throw new IllegalStateException(node + " was not written before it was needed");
        }
        return value;
    }

    private Object made(Node node) {
        var leaf = leaves.get(node);
        if (leaf != null) {
            return leaf;
        }
        if (node.op() instanceof Broadcast) {
            return spread(node, node.input(0));
        }
        if (node.inputs().stream().allMatch(input -> known(input) instanceof Tensor)) {
            return computed(node);
        }
        if (node.op() instanceof Pick(int index)) {
            return picked(node.input(0), index);
        }
        if (node.op() instanceof Composite composite) {
            return result(composite, node, 0);
        }
        return new OperationForms(this, node).written();
    }

    private Object picked(Node from, int index) {
        if (from.op() instanceof Composite composite) {
            return result(composite, from, index);
        }
        throw refused(from, "has several results");
    }

    private Object result(Composite composite, Node node, int index) {
        if (composite.name().equals("gelu")) {
            return call("nn", "Gelu", Map.of("approximate", false), node.type(), whole(node.input(0)));
        }
        var inner = composite.body().inline(node.inputs()).get(index);
        for (var each : Order.of(List.of(inner))) {
            if (!values.containsKey(each)) {
                values.put(each, made(each));
            }
        }
        return whole(inner);
    }

    /// The tensor of a node that depends on no input of the model.
    private Object computed(Node node) {
        if (node.op() instanceof jacobian.engine.graph.Input input
                && !Tensor.applyAll(input, List.of()).getFirst().isComputed()) {
            throw refused(node, "is a variable, which only a layer can hold");
        }
        var inputs = node.inputs().stream().map(each -> (Tensor) whole(each)).toList();
        return Tensor.applyAll(node.op(), inputs).getFirst();
    }

    IllegalArgumentException refused(Node node, String why) {
        return new IllegalArgumentException("between two layers " + node.op() + " " + why
                + ", which Keras' files cannot hold\n  mend   put that computation into a layer of your own");
    }

    /// Notes that `node` is `input` spread over its shape.
    private Object spread(Node node, Node input) {
        spread.put(node, input);
        return known(input);
    }

    /// A call of the function whose class is `className`.
    Reference call(String module, String className, Map<String, ?> config, TensorType type, Object... arguments) {
        var name = unusedName(Names.snakeCase(className));
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("name", name);
        all.putAll(config);
        var part = Part.of(name, MODULES + module, new Operation(className, all));
        var trees = new ArrayList<@Nullable Object>();
        for (var argument : arguments) {
            trees.add(literal(argument));
        }
        return new Reference(part, part.add(new Call(trees, Map.of())), 0, type);
    }

    /// A name like `wanted` that no layer or function of the graph has.
    String unusedName(String wanted) {
        var name = wanted;
        for (int i = 1; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    private static Object literal(Object value) {
        return switch (value) {
            case Tensor tensor when tensor.rank() == 0 -> number(tensor.item(), tensor.dtype());
            case Tensor tensor ->
                Map.of(
                        "class_name",
                        "__tensor__",
                        "config",
                        Map.of("value", nested(tensor), "dtype", tensor.dtype().toString()));
            case List<?> list -> list.stream().map(OperationWriter::literal).toList();
            default -> value;
        };
    }

    private static Object number(double value, DType dtype) {
        return dtype == DType.BOOL ? (Object) (value != 0) : dtype.isInteger() ? (Object) (long) value : (Object) value;
    }

    private static List<Object> nested(Tensor tensor) {
        var numbers = tensor.doubles();
        var sizes = tensor.shape().fixed().sizes();
        return nested(numbers, 0, numbers.length, sizes, 0, tensor.dtype());
    }

    private static List<Object> nested(double[] numbers, int from, int to, int[] sizes, int axis, DType dtype) {
        var list = new ArrayList<Object>();
        int step = sizes[axis] == 0 ? 0 : (to - from) / sizes[axis];
        for (int i = 0; i < sizes[axis]; i++) {
            int start = from + i * step;
            list.add(
                    axis == sizes.length - 1
                            ? number(numbers[start], dtype)
                            : nested(numbers, start, start + step, sizes, axis + 1, dtype));
        }
        return list;
    }
}
