package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Loop;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The run of a cell over a sequence: one loop, before which the input of all steps meets its kernel in one
/// product.
///
/// A masked step leaves the states as they are; its output is that of the step before, or 0.
final class Recurrence {
    private final Layer owner;
    private final Layer cell;
    private final SequenceFlags flags;
    private final SequenceState kept;

    Recurrence(Layer owner, Layer cell, SequenceFlags flags, SequenceState kept) {
        this.owner = owner;
        this.cell = cell;
        this.flags = flags;
        this.kept = kept;
    }

    /// Builds the cell for a sequence of this type.
    void build(TensorType sequence) {
        var shape = sequence.shape();
        if (shape.rank() < 3) {
            throw new ShapeException(owner + " cannot take " + shape + "\n  needs  (batch, steps, features)");
        }
        if (!owner.isTrainable()) {
            cell.setTrainable(false);
        }
        cell.ensureBuilt(List.of(sequence.withShape(shape.without(1))));
        if (flags.stateful()) {
            kept.make(owner, RNN.cell(cell), shape.dim(0));
        }
    }

    /// The output, then the last states if they are asked for; `inputs` are the sequence, then the first
    /// states, if they are not zeros or kept.
    List<Tensor> run(List<Tensor> inputs, Call call) {
        var given = inputs.get(0);
        if (given.rank() < 3) {
            throw new ShapeException(owner + " cannot take " + given.shape() + "\n  needs  (batch, steps, features)");
        }
        var batch = given.shape().dim(0);
        var fixed = flags.stateful() ? kept.batch(owner, batch) : batch;
        var x = along(given, fixed);
        var mask = call.mask().map(each -> along(each.cast(DType.BOOL), fixed));
        var results = steps(x, mask, states(x, inputs.subList(1, inputs.size())), call.training());
        if (flags.stateful() && !LayerCall.isSymbolic(given)) {
            kept.keep(results.subList(1, results.size()));
        }
        var chosen = flags.returnState() ? results : results.subList(0, 1);
        var all = chosen.stream()
                .map(each -> along(each, batch).cast(owner.dtype()))
                .toList();
        if (flags.returnSequences()) {
            call.mask().ifPresent(each -> Masks.with(all.get(0), each));
        }
        return all;
    }

    private static Tensor along(Tensor x, Dim batch) {
        return x.reshape(x.shape().with(0, batch));
    }

    private List<Tensor> states(Tensor x, List<Tensor> given) {
        var sizes = RNN.cell(cell).stateSize();
        if (given.isEmpty() && flags.stateful()) {
            return kept.now();
        }
        if (!given.isEmpty() && given.size() != sizes.size()) {
            throw new ShapeException(owner + " takes a sequence and " + sizes.size() + " first states of sizes " + sizes
                    + ", or none, not " + given.size());
        }
        var states = new ArrayList<Tensor>();
        for (int i = 0; i < sizes.size(); i++) {
            var shape = shape(x, sizes.get(i));
            states.add(
                    given.isEmpty()
                            ? zeros(x, sizes.get(i))
                            : given.get(i).cast(cell.dtype()).reshape(shape));
        }
        return states;
    }

    private static Shape shape(Tensor x, int size) {
        return Shape.of(List.of(x.shape().dim(0), Dim.fixed(size)));
    }

    private Tensor zeros(Tensor x, int size) {
        return x.constant(0, cell.dtype()).broadcastTo(shape(x, size));
    }

    private List<Tensor> steps(Tensor x, Optional<Tensor> mask, List<Tensor> first, boolean training) {
        var ready = ReadyCell.of(cell, x.shape().dim(0), training);
        int shared = mask.isPresent() && flags.zeroOutputForMask() ? -1 : ready.outputState();
        boolean carried = !flags.returnSequences() && shared < 0;
        var sequences = new ArrayList<Tensor>();
        sequences.add(ready.project(x.swapaxes(0, 1)));
        mask.ifPresent(each -> sequences.add(each.swapaxes(0, 1).expandDims(-1)));
        var carries = new ArrayList<>(first);
        if (carried) {
            carries.add(zeros(x, RNN.cell(cell).outputSize()));
        }
        int count = first.size();
        var all = Loop.over(sequences, carries, flags.goBackwards(), (before, steps) -> {
            var next = step(ready, steps, before.subList(0, count));
            var after = new ArrayList<>(next.subList(1, next.size()));
            if (carried) {
                after.add(next.get(0));
            }
            return new Loop.Values(after, flags.returnSequences() ? next.subList(0, 1) : List.of());
        });
        var results = new ArrayList<>(all.carries().subList(0, count));
        results.addFirst(
                flags.returnSequences()
                        ? inOrder(all.outputs().get(0).swapaxes(0, 1))
                        : all.carries().get(carried ? count : shared));
        return results;
    }

    /// As in Keras, outputs are in the order in which steps are taken.
    private Tensor inOrder(Tensor outputs) {
        return flags.goBackwards() ? outputs.flip(1) : outputs;
    }

    private List<Tensor> step(ReadyCell ready, List<Tensor> steps, List<Tensor> states) {
        var next = ready.advance(steps.get(0), states);
        if (next.size() != 1 + states.size()) {
            throw new ShapeException(cell + " has " + states.size() + " states and gives " + next.size()
                    + " results\n  needs  the output, then as many states");
        }
        if (steps.size() == 1) {
            return next;
        }
        var counts = steps.get(1);
        var results = new ArrayList<Tensor>();
        var output = next.get(0);
        results.add(counts.select(output, flags.zeroOutputForMask() ? output.zerosLike() : outputBefore(states)));
        for (int i = 0; i < states.size(); i++) {
            results.add(counts.select(next.get(i + 1), states.get(i)));
        }
        return results;
    }

    /// Keras takes the first state of the (last) cell for its last output.
    private Tensor outputBefore(List<Tensor> states) {
        return states.get(cell instanceof StackedRNNCells cells ? cells.firstStateOfLast() : 0);
    }
}
