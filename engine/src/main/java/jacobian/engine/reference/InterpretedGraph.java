package jacobian.engine.reference;

import jacobian.engine.backend.Buffer;
import jacobian.engine.backend.Executable;
import jacobian.engine.graph.Graph;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A graph as a program: binds it to the sizes of the inputs and interprets it, anew in each run.
final class InterpretedGraph implements Executable {
    private final Graph graph;
    private final boolean rounds;

    InterpretedGraph(Graph graph, boolean rounds) {
        // Nodes of its own: those given may forget their inputs once their value is known.
        this.graph = graph.mapDims(dim -> dim);
        this.rounds = rounds;
    }

    @Override
    public void run(Buffer[] inputs, @Nullable Buffer[] results) {
        if (inputs.length != graph.inputs().size()
                || results.length != graph.results().size()) {
            throw new IllegalArgumentException("a program of " + graph.inputs().size() + " inputs and "
                    + graph.results().size() + " results was run with " + inputs.length + " and " + results.length);
        }
        var values = Arrays.stream(inputs).map(HostBuffer::values).toList();
        var types = values.stream().map(Values::type).toList();
        var computed = new Interpreter(graph, types, rounds).run(values);
        for (int i = 0; i < results.length; i++) {
            var result = results[i];
            if (result == null) {
                results[i] = new HostBuffer(computed.get(i));
            } else {
                HostBuffer.store(computed.get(i), result);
            }
        }
    }

    @Override
    public String explain() {
        return "reference: interpreted node by node in float64\n" + graph;
    }
}
