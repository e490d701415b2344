package jacobian.engine.reference;

import jacobian.engine.graph.Scan;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/// A scan: its body, bound once, run step by step.
final class Recurrence {
    private final Scan scan;
    private final List<TensorType> types;
    private final boolean rounds;

    /// `types` are those of the scan's results.
    Recurrence(Scan scan, List<TensorType> types, boolean rounds) {
        this.scan = scan;
        this.types = types;
        this.rounds = rounds;
    }

    List<Values> run(List<Values> inputs) {
        int carries = scan.carries();
        var state = new ArrayList<>(inputs.subList(0, carries));
        var outputs = new ArrayList<Values>();
        types.subList(carries, types.size()).forEach(type -> outputs.add(Values.of(type)));
        int length = scan.length().size();
        if (length > 0) {
            var body = new Interpreter(scan.body(), bodyTypes(inputs), rounds);
            for (int i = 0; i < length; i++) {
                int step = scan.reverse() ? length - 1 - i : i;
                var results = body.run(arguments(state, inputs, step));
                for (int c = 0; c < carries; c++) {
                    state.set(c, results.get(c));
                }
                for (int o = 0; o < outputs.size(); o++) {
                    stack(results.get(carries + o), outputs.get(o), step);
                }
            }
        }
        state.addAll(outputs);
        return state;
    }

    private boolean isSequence(int input) {
        return input >= scan.carries() && input < scan.carries() + scan.sequences();
    }

    private List<TensorType> bodyTypes(List<Values> inputs) {
        var all = new ArrayList<TensorType>();
        for (int i = 0; i < inputs.size(); i++) {
            var type = inputs.get(i).type();
            all.add(isSequence(i) ? type.withShape(type.shape().without(0)) : type);
        }
        return all;
    }

    private List<Values> arguments(List<Values> state, List<Values> inputs, int step) {
        var arguments = new ArrayList<>(state);
        for (int i = state.size(); i < inputs.size(); i++) {
            arguments.add(isSequence(i) ? step(inputs.get(i), step) : inputs.get(i));
        }
        return arguments;
    }

    private static Values step(Values sequence, int step) {
        var values = Values.of(sequence.type().withShape(sequence.shape().without(0)));
        for (int i = 0; i < values.size(); i++) {
            values.copy(i, sequence, step * values.size() + i);
        }
        return values;
    }

    private static void stack(Values value, Values stacked, int step) {
        for (int i = 0; i < value.size(); i++) {
            stacked.copy(step * value.size() + i, value, i);
        }
    }
}
