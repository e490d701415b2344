package jacobian.engine.reference;

import jacobian.engine.graph.HostFunction;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Functions from outside: their operands are laid out in memory for the time of the call.
final class Host {
    private Host() {}

    static List<Values> call(HostFunction function, List<Values> inputs, List<TensorType> types) {
        try (var arena = Arena.ofConfined()) {
            var operands = new ArrayList<MemorySegment>();
            for (var input : inputs) {
                var segment = arena.allocate(Memory.bytes(input.type()), 8);
                Memory.write(input, segment);
                operands.add(segment);
            }
            var results = types.stream()
                    .map(type -> arena.allocate(Memory.bytes(type), 8))
                    .toList();
            function.call(inputs.stream().map(Values::type).toList(), operands, results);
            var values = new ArrayList<Values>();
            for (int i = 0; i < types.size(); i++) {
                values.add(Memory.read(types.get(i), results.get(i)));
            }
            return values;
        }
    }
}
