package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.List;

/// The state of a training at the beginning of an epoch: weights, random states, the optimizer's.
///
/// @param epoch the epoch that was about to begin
record Checkpoint(int epoch, List<Tensor> variables, List<Tensor> optimizer) {
    static Checkpoint of(Trainer trainer, int epoch) {
        var variables =
                trainer.model().variables().stream().map(Variable::tensor).toList();
        var optimizer = trainer.optimizer().variables().stream()
                .map(each -> each.tensor())
                .toList();
        variables.forEach(Tensor::buffer);
        optimizer.forEach(Tensor::buffer);
        return new Checkpoint(epoch, variables, optimizer);
    }

    /// Brings `trainer` back to this state.
    void restore(Trainer trainer) {
        var all = trainer.model().variables();
        for (int i = 0; i < variables.size(); i++) {
            all.get(i).assign(variables.get(i));
        }
        var state = trainer.optimizer().variables();
        for (int i = 0; i < optimizer.size(); i++) {
            state.get(i).assign(optimizer.get(i));
        }
    }
}
