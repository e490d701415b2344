package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.callbacks.TracedStep;
import jacobian.keras.layers.LayerOutput;
import jacobian.keras.losses.Loss;
import java.util.List;
import java.util.Optional;

/// A step that has just been traced.
record ProbedStep(DefaultStep step, StepData data, List<LayerOutput> layers) implements TracedStep {
    @Override
    public List<Variable> variables() {
        return step.isTaken() ? step.trained() : List.of();
    }

    @Override
    public List<Optional<Tensor>> gradients() {
        return step.gradients();
    }

    @Override
    public List<Tensor> before() {
        return step.before();
    }

    @Override
    public List<Tensor> after() {
        return variables().stream().map(Variable::tensor).toList();
    }

    @Override
    public Optional<Tensor> loss() {
        return step.results().stream().skip(1).findFirst();
    }

    @Override
    public Optional<Loss> lossFunction() {
        return data.sampleWeights().isEmpty() ? step.onlyLoss() : Optional.empty();
    }

    @Override
    public Optional<Tensor> dataLoss() {
        return lossFunction().flatMap(_ -> step.losses().stream().findFirst());
    }

    @Override
    public List<Tensor> predictions() {
        return step.results().stream().skip(2).toList();
    }

    @Override
    public List<Tensor> inputs() {
        return data.inputs();
    }

    @Override
    public List<Tensor> targets() {
        return data.targets();
    }
}
