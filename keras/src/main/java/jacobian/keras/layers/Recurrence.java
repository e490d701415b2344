package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
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
        check(given);
        var batch = given.shape().dim(0);
        var fixed = flags.stateful() ? kept.batch(owner, batch) : batch;
        var x = along(given, fixed);
        var mask = call.mask().map(each -> along(steps(each.cast(DType.BOOL), given), fixed));
        var results = steps(x, mask, states(x, inputs.subList(1, inputs.size())), call.training());
        if (flags.stateful() && !LayerCall.isSymbolic(given)) {
            kept.keep(results.subList(1, results.size()));
        }
        var chosen = flags.returnState() ? results : results.subList(0, 1);
        return chosen.stream()
                .map(each -> along(each, batch).cast(owner.computeDtype()))
                .toList();
    }

    private void check(Tensor given) {
        var shape = given.shape();
        if (shape.rank() < 3) {
            throw new ShapeException(owner + " cannot take " + shape + "\n  needs  (batch, steps, features)");
        }
        var length = shape.dim(1);
        if (length.isFixed() && length.size() == 0) {
            throw new ShapeException(
                    owner + " cannot take " + shape + ": the sequence is empty" + "\n  needs  one step or more");
        }
        if (flags.unroll() && !length.isFixed()) {
            throw new ShapeException(owner + " cannot take " + shape + "\n  needs  a known number of steps to unroll"
                    + "\n  mend   begin the model with new Input(steps, ...), or leave unroll out");
        }
    }

    /// `mask` for whole steps: one of more axes counts a step where any of its parts counts.
    private Tensor steps(Tensor mask, Tensor given) {
        boolean fits = mask.rank() > 1
                && mask.shape().dim(0).agrees(given.shape().dim(0))
                && mask.shape().dim(1).agrees(given.shape().dim(1));
        if (!fits) {
            throw new ShapeException(owner + " cannot take a mask of " + mask.shape() + " with " + given.shape()
                    + "\n  needs  (batch, steps)");
        }
        var flat = mask;
        while (flat.rank() > 2) {
            flat = flat.any(-1);
        }
        return flat;
    }

    private static Tensor along(Tensor x, Dim batch) {
        return x.reshape(x.shape().with(0, batch));
    }

    // ---- states ----

    private List<Tensor> states(Tensor x, List<Tensor> given) {
        var batch = x.shape().dim(0);
        if (given.isEmpty()) {
            return flags.stateful()
                    ? kept.now().stream()
                            .map(state -> state.cast(cell.computeDtype()))
                            .toList()
                    : initial(batch);
        }
        var shapes = RNN.cell(cell).stateShapes();
        if (given.size() != shapes.size()) {
            throw new ShapeException(owner + " takes a sequence and " + shapes.size() + " first states of shapes "
                    + shapes + " for each example, or none, not " + given.size());
        }
        var states = new ArrayList<Tensor>();
        for (int i = 0; i < shapes.size(); i++) {
            var state = given.get(i);
            var needed = shapes.get(i).insert(0, batch);
            boolean fits = state.rank() == needed.rank();
            for (int axis = 0; fits && axis < needed.rank(); axis++) {
                fits = state.shape().dim(axis).agrees(needed.dim(axis));
            }
            if (!fits) {
                throw new ShapeException(owner + " cannot take " + state.shape() + " as first state number " + i
                        + "\n  needs  " + needed);
            }
            states.add(state.cast(cell.computeDtype()).reshape(needed));
        }
        return states;
    }

    private List<Tensor> initial(Dim batch) {
        var sizes = RNN.cell(cell).stateShapes();
        var states = RNN.cell(cell).initialState(batch, cell.computeDtype());
        if (states.size() != sizes.size()) {
            throw new ShapeException(cell + " has " + sizes.size() + " states and begins with " + states.size());
        }
        return states;
    }

    private Tensor zeros(Dim batch) {
        return Tensor.full(0, cell.computeDtype(), RNN.cell(cell).outputShape().insert(0, batch));
    }

    // ---- steps ----

    /// The output, then the last states.
    private List<Tensor> steps(Tensor x, Optional<Tensor> mask, List<Tensor> first, boolean training) {
        var ready = ReadyCell.of(cell, x.shape().dim(0), training);
        var sequences = new ArrayList<Tensor>();
        sequences.add(ready.project(x.swapaxes(0, 1)));
        mask.ifPresent(each -> sequences.add(each.swapaxes(0, 1)));
        return flags.unroll() ? unrolled(ready, sequences, first) : looped(ready, sequences, first);
    }

    private List<Tensor> looped(ReadyCell ready, List<Tensor> sequences, List<Tensor> first) {
        int shared = sequences.size() > 1 && flags.zeroOutputForMask() ? -1 : ready.outputState();
        boolean carried = !flags.returnSequences() && shared < 0;
        var carries = new ArrayList<>(first);
        if (carried) {
            carries.add(zeros(first.get(0).shape().dim(0)));
        }
        int count = first.size();
        var all = Loop.over(sequences, carries, flags.goBackwards(), (before, steps) -> {
            var states = before.subList(0, count);
            var next = step(ready, steps, states, outputBefore(states));
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

    private List<Tensor> unrolled(ReadyCell ready, List<Tensor> sequences, List<Tensor> first) {
        int length = sequences.get(0).shape().size(0);
        var outputs = new ArrayList<Tensor>();
        var states = first;
        for (int i = 0; i < length; i++) {
            int at = flags.goBackwards() ? length - 1 - i : i;
            var steps = sequences.stream().map(each -> each.at(0, at)).toList();
            var before = outputs.isEmpty() ? zeros(first.get(0).shape().dim(0)) : outputs.getLast();
            var next = step(ready, steps, states, before);
            outputs.add(next.get(0));
            states = next.subList(1, next.size());
        }
        var results = new ArrayList<>(states);
        results.addFirst(flags.returnSequences() ? stacked(outputs) : outputs.getLast());
        return results;
    }

    private static Tensor stacked(List<Tensor> outputs) {
        var parts = outputs.stream().map(each -> each.expandDims(1)).toList();
        return Tensor.concatenate(parts, 1);
    }

    /// Output and states after one step; `before` is the output of a step that does not count.
    private List<Tensor> step(ReadyCell ready, List<Tensor> steps, List<Tensor> states, Tensor before) {
        var next = ready.advance(steps.get(0), states);
        if (next.size() != 1 + states.size()) {
            throw new ShapeException(cell + " has " + states.size() + " states and gives " + next.size()
                    + " results\n  needs  the output, then as many states");
        }
        if (steps.size() == 1) {
            return next;
        }
        var results = new ArrayList<Tensor>();
        var output = next.get(0);
        results.add(counted(steps.get(1), output, flags.zeroOutputForMask() ? output.zerosLike() : before));
        for (int i = 0; i < states.size(); i++) {
            results.add(counted(steps.get(1), next.get(i + 1), states.get(i)));
        }
        return results;
    }

    /// `now` for the examples whose step `counts`, `before` for the others.
    private static Tensor counted(Tensor counts, Tensor now, Tensor before) {
        var spread = counts;
        for (int i = 1; i < now.rank(); i++) {
            spread = spread.expandDims(-1);
        }
        return spread.select(now, before);
    }

    /// Keras takes the first state of the (last) cell for its last output.
    private Tensor outputBefore(List<Tensor> states) {
        return states.get(cell instanceof StackedRNNCells cells ? cells.firstStateOfLast() : 0);
    }
}
