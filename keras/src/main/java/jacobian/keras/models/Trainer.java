package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.data.Batch;
import jacobian.keras.layers.Mode;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.OptimizerVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What `compile` makes of a model: the programs of a step of training and of a step of testing, and what they
/// measure.
final class Trainer {
    private static final System.Logger LOG = System.getLogger(Trainer.class.getName());

    private final Model model;
    private final Optimizer optimizer;
    private final CompileOptions options;
    private final Map<Object, Compiled> programs = new HashMap<>();
    private @Nullable Objective objective;
    private @Nullable Feed feed;
    private @Nullable Compiled results;
    private @Nullable Compiled reset;
    private int resetVariables;
    private final Checkpoint checkpoint = new Checkpoint(this);
    private List<Variable> trained = List.of();
    private boolean ready;

    /// Under what a program was made; another choice needs another program.
    private record Key(Task task, int targets, int weights, Map<Integer, Double> classWeight) {}

    /// What a program does.
    private enum Task {
        TRAIN,
        TEST,
        /// As TRAIN, and returns the loss and the sum of squares of each gradient.
        PROBE
    }

    Trainer(Model model, Optimizer optimizer, CompileOptions options) {
        this.model = model;
        this.optimizer = optimizer;
        this.options = options;
        if (!model.outputNames().isEmpty()) {
            options.check(model.outputNames());
        }
    }

    Model model() {
        return model;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    /// The types of the optimizer's state as Keras has it, which counts steps in int32.
    List<TensorType> optimizerVariables() {
        return optimizer.isBuilt()
                ? optimizer.variables().stream().map(Trainer::type).toList()
                : List.of();
    }

    private static TensorType type(OptimizerVariable variable) {
        var type = variable.tensor().type();
        return variable.name().equals("iteration") ? type.withDType(DType.INT32) : type;
    }

    Objective objective() {
        return Objects.requireNonNull(objective, "prepare comes first");
    }

    Feed feed() {
        return Objects.requireNonNull(feed, "prepare comes first");
    }

    /// The state of the training that [FitLoop] has kept last.
    Checkpoint checkpoint() {
        return checkpoint;
    }

    List<Variable> trained() {
        return trained;
    }

    /// Makes weights, metrics and optimizer state for batches like `batch`, where that has not happened.
    void prepare(Batch batch) {
        var known = feed;
        if (known == null || !known.fits(batch)) {
            known = Feed.of(model, batch);
            feed = known;
        }
        if (objective == null) {
            var arguments = known.arguments(
                    List.of(known.buffers(batch)).stream().map(Tensor::of).toList());
            objective = Goals.of(model, options, arguments);
        }
    }

    /// Lets the optimizer take over the weights: once, before the first step of training.
    void prepareTraining() {
        if (!ready) {
            trained = model.trainableWeights();
            if (trained.isEmpty()) {
                throw new IllegalStateException(
                        model.name() + " has no weights to train: they are frozen, or its layers have none");
            }
            optimizer.build(trained);
            ready = true;
        }
    }

    /// One step of training on a batch that [#prepare] has seen the like of.
    void train(Batch batch, Map<Integer, Double> classWeight) {
        prepareTraining();
        run(Task.TRAIN, batch, classWeight);
    }

    /// As [#train]; the loss, then the sum of squares of each gradient.
    double[] probe(Batch batch, Map<Integer, Double> classWeight) {
        var results = run(Task.PROBE, batch, classWeight);
        return Arrays.stream(results)
                .mapToDouble(each -> Tensor.of(each).item())
                .toArray();
    }

    /// One step of testing.
    void test(Batch batch) {
        run(Task.TEST, batch, Map.of());
    }

    private Buffer[] run(Task task, Batch batch, Map<Integer, Double> classWeight) {
        prepare(batch);
        var known = Objects.requireNonNull(feed);
        var key = new Key(task, known.targets(), known.weights(), classWeight);
        var program = programs.get(key);
        if (program == null) {
            var weights = new ClassWeights(classWeight);
            program = Compiled.of(tensors -> step(task, weights.applied(known.arguments(tensors))));
            programs.put(key, program);
        }
        return program.run(known.buffers(batch));
    }

    /// The loss of a batch in training, as a tensor of which gradients can be taken.
    Tensor loss(Batch batch, Map<Integer, Double> classWeight) {
        prepare(batch);
        var arguments = feed().arguments(
                        List.of(feed().buffers(batch)).stream().map(Tensor::of).toList());
        return forward(new ClassWeights(classWeight).applied(arguments)).get(1);
    }

    private List<Tensor> step(Task task, StepArguments batch) {
        var goal = objective();
        if (task == Task.TEST) {
            var predictions = model.applyAll(Mode.INFERENCE, batch.inputs());
            var losses = goal.losses(batch, predictions);
            var total = goal.total(losses, model.losses());
            Updates.with(updates -> goal.measure(updates, batch, total, losses, predictions));
            return List.of();
        }
        var gradients = Gradients.ofAll(() -> forward(batch), trained);
        warnOfMissing(gradients);
        var results = gradients.results();
        var losses = results.subList(2, 2 + goal.lossCount());
        var predictions = results.subList(2 + goal.lossCount(), results.size());
        Updates.with(updates -> {
            goal.measure(updates, batch, results.get(1), losses, predictions);
            optimizer.update(updates, gradients.gradients());
        });
        return task == Task.PROBE ? squares(gradients) : List.of();
    }

    private List<Tensor> squares(Gradients gradients) {
        var squares = new ArrayList<Tensor>();
        squares.add(gradients.results().get(1));
        for (int i = 0; i < trained.size(); i++) {
            squares.add(gradients.gradient(i).square().sum());
        }
        return squares;
    }

    /// What gradients are taken of, the total loss, the losses of the outputs, and the outputs.
    private List<Tensor> forward(StepArguments batch) {
        var predictions = model.applyAll(Mode.TRAINING, batch.inputs());
        var losses = objective().losses(batch, predictions);
        var results = new ArrayList<Tensor>();
        var total = objective().total(losses, model.losses());
        results.add(optimizer.scaleLoss(total));
        results.add(total);
        results.addAll(losses);
        results.addAll(predictions);
        return results;
    }

    private void warnOfMissing(Gradients gradients) {
        var missing = new ArrayList<String>();
        for (int i = 0; i < trained.size(); i++) {
            if (gradients.gradients().get(i).isEmpty()) {
                missing.add(trained.get(i).name());
            }
        }
        if (!missing.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the loss does not depend on {0}: training does not change them",
                    missing);
        }
    }

    /// Loss and metrics since the last [#reset], by name.
    Map<String, Double> results() {
        var program = results;
        var logs = objective().logs();
        if (program == null) {
            program = Compiled.of(
                    _ -> logs.values().stream().map(Accumulator::result).toList());
            results = program;
        }
        var values = program.apply();
        var byName = new LinkedHashMap<String, Double>();
        int next = 0;
        for (var name : logs.keySet()) {
            var value = values.get(next++);
            byName.put(name, value.rank() == 0 ? value.item() : value.mean().item());
        }
        return byName;
    }

    /// Begins loss and metrics anew.
    void reset() {
        if (objective == null) {
            return;
        }
        var program = reset;
        // Some metrics know the shapes of their variables from the first batch on.
        int variables = objective().logs().values().stream()
                .mapToInt(each -> each.variables().size())
                .sum();
        if (program == null || resetVariables != variables) {
            program = Compiled.of(_ -> {
                Updates.with(updates -> objective().logs().values().forEach(each -> each.reset(updates)));
                return List.of();
            });
            reset = program;
            resetVariables = variables;
        }
        program.run();
    }

    Map<String, Double> trainOnBatch(Batch batch, Map<Integer, Double> classWeight) {
        prepare(batch);
        reset();
        train(batch, classWeight);
        return results();
    }

    Map<String, Double> testOnBatch(Batch batch) {
        prepare(batch);
        reset();
        test(batch);
        return results();
    }

    String explain() {
        var text = new StringBuilder();
        programs.forEach((key, program) ->
                text.append(key).append('\n').append(program.explain()).append('\n'));
        return text.toString();
    }
}
