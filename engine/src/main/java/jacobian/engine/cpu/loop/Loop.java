package jacobian.engine.cpu.loop;

import jacobian.engine.shape.DType;
import java.util.List;

/// What one fused loop computes, without sizes: equal loops share their kernels, whatever arrays they run on.
///
/// The loop visits the points of a space of `rank` axes, row-major. The last `rowAxes` axes make up a **row**;
/// values
/// that
/// come of [Instruction.RowReduce] are constant along it and mix freely with others, which makes softmax or
/// layer
/// normalization one loop. Without them let `rowAxes` be 0. Outputs are stored at each point or reduced over
/// `reducedAxes`, one set for the whole loop.
///
/// ```java
/// // relu(x + bias): x (rows, columns), bias (columns) bound with strides {0, 1}
/// new Loop(2, 0, List.of(), List.of(full(FLOAT32), full(FLOAT32), full(FLOAT32)),
///     List.of(new Load(0), new Load(1), new Apply(Binary.ADD, List.of(0, 1)), new Apply(Unary.RELU,
///     List.of(2))),
///     List.of(new Store(3, 2)));
/// ```
///
/// Order of additions, and so the bits, depend on the sizes and strides alone: not on threads, nor on the
/// kernel that
/// runs.
///
/// @param rank number of axes of the iteration space
/// @param rowAxes how many of the last axes make up a row; 0 where no instruction is a RowReduce and no
///     operand is
///     per
/// row
/// @param reducedAxes axes over which [LoopOutput.Reduced] combines, ascending; none of them a row axis
/// @param operands the arrays, in the order of addresses and strides
/// @param body instructions; each uses the values of earlier ones
/// @param outputs what is kept
public record Loop(
        int rank,
        int rowAxes,
        List<Integer> reducedAxes,
        List<LoopOperand> operands,
        List<Instruction> body,
        List<LoopOutput> outputs) {

    /// Copies the lists and checks that they fit together.
    ///
    /// @throws IllegalArgumentException naming the first instruction or output that does not fit
    public Loop {
        reducedAxes = reducedAxes.stream().sorted().toList();
        operands = List.copyOf(operands);
        body = List.copyOf(body);
        outputs = List.copyOf(outputs);
        LoopCheck.check(rank, rowAxes, reducedAxes, operands, body, outputs);
    }

    /// The element type of each instruction's value.
    public List<DType> dtypes() {
        return LoopCheck.dtypes(operands, body);
    }

    /// For each instruction whether its value is constant along a row.
    boolean[] rowConstant() {
        return LoopCheck.rowConstant(operands, body);
    }

    /// The loop as text, one instruction a line.
    public String explain() {
        var text = new StringBuilder("loop rank " + rank + ", row axes " + rowAxes + ", reduced " + reducedAxes + "\n");
        var dtypes = dtypes();
        for (int i = 0; i < body.size(); i++) {
            text.append("  v")
                    .append(i)
                    .append(' ')
                    .append(dtypes.get(i))
                    .append(" = ")
                    .append(body.get(i))
                    .append('\n');
        }
        outputs.forEach(output -> text.append("  ").append(output).append('\n'));
        return text.toString();
    }
}
