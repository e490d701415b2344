package jacobian.keras.models;

import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of a training at the beginning of an epoch: weights, random states, the optimizer's. Taken again
/// and again into the same memory.
final class Checkpoint {
    /// Numbers that are kept from one training to the next.
    private static final long MOST_KEPT = 16 << 20;

    private final Trainer trainer;
    private List<Variable> copies = List.of();
    private @Nullable Compiled copying;
    private int epoch;

    Checkpoint(Trainer trainer) {
        this.trainer = trainer;
    }

    /// The epoch that was about to begin.
    int epoch() {
        return epoch;
    }

    /// Keeps the state as it is now, before epoch `epoch`.
    void take(int epoch) {
        this.epoch = epoch;
        var program = copying;
        if (program == null) {
            var made = state().stream().map(Checkpoint::like).toList();
            program = Compiled.of(_ -> {
                Updates.with(updates -> copy(updates, made));
                return List.of();
            });
            copies = made;
            copying = program;
        }
        program.run();
    }

    /// A variable with room for the value of `value`, which it does not have yet.
    private static Variable like(TensorLike value) {
        var type = value.tensor().type();
        return new Variable("checkpoint", Tensor.zeros(type.shape(), type.dtype()));
    }

    private void copy(Updates updates, List<Variable> copies) {
        var state = state();
        for (int i = 0; i < copies.size(); i++) {
            updates.set(copies.get(i), state.get(i));
        }
    }

    /// Gives the memory back, unless it is little.
    void release() {
        long elements = copies.stream().mapToLong(each -> each.shape().size()).sum();
        if (elements > MOST_KEPT) {
            copies = List.of();
            copying = null;
        }
    }

    private List<TensorLike> state() {
        var state = new ArrayList<TensorLike>(trainer.model().variables());
        for (var optimizer : trainer.optimizers()) {
            optimizer.variables().forEach(each -> state.add(each.tensor()));
        }
        return state;
    }

    /// Brings the trainer back to this state.
    void restore() {
        var variables = trainer.model().variables();
        int next = 0;
        for (var variable : variables) {
            variable.assign(copies.get(next++));
        }
        for (var optimizer : trainer.optimizers()) {
            for (var variable : optimizer.variables()) {
                variable.assign(copies.get(next++).tensor());
            }
        }
    }
}
