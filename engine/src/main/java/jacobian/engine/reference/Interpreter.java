package jacobian.engine.reference;

import jacobian.engine.graph.*;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A graph bound to the sizes of its data, and the values of its nodes one after the other.
final class Interpreter {
    private final Graph graph;
    private final Binding binding;
    private final boolean rounds;

    Interpreter(Graph graph, List<TensorType> types, boolean rounds) {
        this.graph = graph;
        this.binding = Binding.of(graph, types);
        this.rounds = rounds;
    }

    List<Values> run(List<Values> inputs) {
        var known = new IdentityHashMap<Node, List<Values>>();
        for (int i = 0; i < inputs.size(); i++) {
            known.put(graph.inputs().get(i), List.of(inputs.get(i)));
        }
        for (var node : graph.nodes()) {
            if (!known.containsKey(node)) {
                known.put(node, evaluate(node, known));
            }
        }
        return graph.results().stream()
                .map(result -> results(known, result).get(0))
                .toList();
    }

    private static List<Values> results(Map<Node, List<Values>> known, Node node) {
        var results = known.get(node);
        if (results == null) {
            throw new IllegalStateException(node + " was not computed before it was needed");
        }
        return results;
    }

    private List<Values> evaluate(Node node, Map<Node, List<Values>> known) {
        if (node.op() instanceof Pick(int index)) {
            return List.of(results(known, node.input(0)).get(index));
        }
        var inputs = node.inputs().stream()
                .map(input -> results(known, input).get(0))
                .toList();
        var results = evaluate(binding.of(node), inputs);
        if (rounds) {
            results.forEach(Values::round);
        }
        return results;
    }

    /// The meaning of every operation.
    private List<Values> evaluate(Node node, List<Values> in) {
        return switch (node.op()) {
            case Unary op -> List.of(Elements.unary(op, in.get(0), node.type()));
            case Binary op -> List.of(Elements.binary(op, in.get(0), in.get(1)));
            case Comparison op -> List.of(Elements.compare(op, in.get(0), in.get(1), node.type()));
            case Select _ -> List.of(Elements.select(in.get(0), in.get(1), in.get(2)));
            case Cast _ -> List.of(Conversion.cast(in.get(0), node.type()));
            case Bitcast _ -> List.of(Conversion.bitcast(in.get(0), node.type()));
            case Constant op -> List.of(Leaves.constant(op));
            case Input _ ->
                throw new IllegalStateException("a node uses an input that is not among the inputs of its graph");
            case Iota op -> List.of(Leaves.iota(op));
            case RandomBits _ ->
                List.of(Threefry.bits(in.get(0).integer(0), in.get(1).integer(0), node.type()));
            case Size op -> List.of(Leaves.size(op, in.get(0)));
            case Reshape _, StopGradient _, Barrier _ -> List.of(in.get(0).as(node.type()));
            case Transpose op -> List.of(Movement.transpose(op, in.get(0), node.type()));
            case Broadcast op -> List.of(Movement.broadcast(op, in.get(0)));
            case Slice op -> List.of(Movement.slice(op, in.get(0), node.type()));
            case Unslice op -> List.of(Movement.unslice(op, in.get(0)));
            case Part op -> List.of(Movement.part(op, in.get(0), node.type()));
            case Pad op -> List.of(Movement.pad(op, in.get(0), node.type()));
            case Concat op -> List.of(Movement.concat(op, in, node.type()));
            case Reverse op -> List.of(Movement.reverse(op, in.get(0)));
            case Gather op -> List.of(Lookup.gather(op, in.get(0), in.get(1), node.type()));
            case ScatterAdd op -> List.of(Lookup.scatterAdd(op, in.get(0), in.get(1), node.type()));
            case GatherAlong op -> List.of(Lookup.gatherAlong(op, in.get(0), in.get(1), node.type()));
            case ScatterAlong op -> List.of(Lookup.scatterAlong(op, in.get(0), in.get(1), node.type()));
            case Reduce op -> List.of(Reductions.reduce(op, in.get(0), node.type()));
            case ArgReduce op -> List.of(Sorting.argReduce(op, in.get(0), node.type()));
            case Cumulative op -> List.of(Reductions.cumulative(op, in.get(0)));
            case ArgSort op -> List.of(Sorting.argSort(op, in.get(0), node.type()));
            case TopK op -> List.of(Sorting.topK(op, in.get(0), node.type()));
            case Matmul op -> List.of(Products.matmul(op, in.get(0), in.get(1), node.type()));
            case Convolution op -> List.of(Products.convolve(op, in.get(0), in.get(1), node.type()));
            case ConvolutionInputGradient op -> List.of(Products.inputGradient(op, in.get(0), in.get(1)));
            case ConvolutionKernelGradient op -> List.of(Products.kernelGradient(op, in.get(0), in.get(1)));
            case Pool op -> List.of(Pooling.pool(op, in.get(0), node.type()));
            case PoolIndex op -> List.of(Pooling.index(op, in.get(0), node.type()));
            case PoolGradient op -> List.of(Pooling.gradient(op, in.get(0), in.get(1)));
            case Scan op -> new Recurrence(op, node.types(), rounds).run(in);
            case Composite op -> new Interpreter(op.body(), types(in), rounds).run(in);
            case HostCall op -> Host.call(op.function(), in, node.types());
            case Pick _ -> throw new IllegalStateException("a pick is evaluated with its owner");
        };
    }

    private static List<TensorType> types(List<Values> values) {
        return new ArrayList<>(values.stream().map(Values::type).toList());
    }
}
