package jacobian.engine.graph;

import java.util.List;

/// A small graph with its data: a case of one operation, or a composition of several.
interface Case {
    List<Argument> arguments();

    List<Node> results(List<Node> inputs);

    /// How many terms one result sums up: tolerance grows with it.
    int terms();

    /// Fresh inputs for the operands.
    default List<Node> inputs() {
        return arguments().stream()
                .map(argument -> Node.input(new Source() {}, argument.type()))
                .toList();
    }

    default Graph graph() {
        var inputs = inputs();
        return new Graph(inputs, results(inputs));
    }
}
