package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One way to use an operation: attributes, operands, what its gradient is like, and how many terms one result
/// sums up.
record OpCase(Op op, List<Argument> arguments, Function<List<Node>, List<Node>> body, Nature nature, int terms)
        implements Case {
    static OpCase of(Op op, Nature nature, Argument... arguments) {
        return of(op, nature, 1, arguments);
    }

    static OpCase of(Op op, Nature nature, int terms, Argument... arguments) {
        return new OpCase(op, List.of(arguments), inputs -> all(Node.of(op, inputs)), nature, terms);
    }

    /// All results of a node.
    static List<Node> all(Node node) {
        var results = new ArrayList<Node>();
        for (int i = 0; i < node.types().size(); i++) {
            results.add(node.pick(i));
        }
        return results;
    }

    /// A shape of numbers and dimensions.
    static Shape shape(Object... sizes) {
        return Shape.of(Arrays.stream(sizes)
                .map(size -> size instanceof Dim dim ? dim : Dim.fixed((int) size))
                .toList());
    }

    @Override
    public List<Node> results(List<Node> inputs) {
        return body.apply(inputs);
    }

    List<TensorType> types() {
        return arguments.stream().map(Argument::type).toList();
    }

    /// Elements for each operand.
    List<double[]> values() {
        var values = new ArrayList<double[]>();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(arguments.get(i).draw(17L + i));
        }
        return values;
    }

    /// The kind of operation: `Unary EXP`, `Reduce MAX`, `Gather`.
    String label() {
        if (op instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getSimpleName() + " " + constant.name();
        }
        var kinds = new ArrayList<String>(List.of(op.getClass().getSimpleName()));
        for (var component : op.getClass().getRecordComponents()) {
            if (component.getType() != DType.class || op instanceof Cast) {
                enums(value(component, op)).forEach(kinds::add);
            }
        }
        return String.join(" ", kinds);
    }

    private static List<String> enums(Object value) {
        return switch (value) {
            case Enum<?> constant -> List.of(constant.name());
            case Window window -> List.of(window.padding().kind().name());
            default -> List.of();
        };
    }

    static Object value(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        var operands =
                arguments.stream().map(argument -> argument.type().toString()).collect(Collectors.joining(", "));
        var name = op instanceof Enum<?>
                ? label()
                : op instanceof Scan || op instanceof Composite ? label() : op.toString();
        return name + " of " + operands;
    }
}
