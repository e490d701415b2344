package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.StepProbe;
import jacobian.keras.data.Batch;
import jacobian.keras.layers.Layer;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.OptimizerVariable;
import jacobian.keras.optimizers.UnbuiltOptimizerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `compile` makes of a model: the programs of a step of training and of a step of testing, and what they
/// measure.
final class Trainer {
    private static final System.Logger LOG = System.getLogger(Trainer.class.getName());

    private final Model model;
    private final Optimizer optimizer;
    private final CompileOptions options;
    private final Map<Key, StepProgram> programs = new HashMap<>();
    private final Map<Layer, Boolean> trainable = new IdentityHashMap<>();
    private final List<Optimizer> built = new ArrayList<>();
    private final Checkpoint checkpoint = new Checkpoint(this);
    private @Nullable Objective objective;

    /// Why a model that has steps of its own could not be called; empty where it could.
    private Optional<RuntimeException> uncalled = Optional.empty();
    private @Nullable StepLogs logs;
    private @Nullable Feed feed;
    private @Nullable DefaultStep step;
    private @Nullable Latest latest;

    /// Under what a program was made; another choice needs another program.
    record Key(Task task, int targets, int weights, ClassWeights classWeight, List<StepProbe> probes) {}

    /// The program of the last step, and what for: the next step needs mostly the same.
    private record Latest(Feed feed, Task task, ClassWeights classWeight, List<StepProbe> probes, StepProgram program) {
        boolean suits(Feed feed, Task task, ClassWeights classWeight, List<StepProbe> probes) {
            return this.feed == feed && this.task == task && this.classWeight == classWeight && this.probes == probes;
        }
    }

    /// What a program does.
    enum Task {
        TRAIN,
        TEST,
        /// As TRAIN, and returns the loss and, where the step is the model's, the sum of squares of each
        /// gradient.
        PROBE
    }

    Trainer(Model model, Optimizer optimizer, CompileOptions options) {
        this.model = model;
        this.optimizer = options.scaled(model, optimizer);
        this.options = options;
        if (!model.outputNames().isEmpty()) {
            options.check(model.outputNames());
        }
        noteTrainable(model);
    }

    private void noteTrainable(Layer layer) {
        trainable.put(layer, layer.isTrainable());
        layer.layers().forEach(this::noteTrainable);
    }

    /// Says so where somebody froze a layer, or let it learn again, after compile.
    void warnOfChangedTrainable() {
        var changed = trainable.entrySet().stream()
                .filter(entry -> entry.getKey().isTrainable() != entry.getValue())
                .map(entry -> entry.getKey().name())
                .sorted()
                .toList();
        if (!changed.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "setTrainable was called after compile on {0}: call compile again, or it may have no effect",
                    changed);
        }
    }

    Model model() {
        return model;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    CompileOptions options() {
        return options;
    }

    int stepsPerExecution() {
        return options.stepsPerExecution();
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

    /// The optimizers that have changed something, or are about to.
    List<Optimizer> optimizers() {
        return Stream.concat(Stream.of(optimizer).filter(Optimizer::isBuilt), built.stream())
                .distinct()
                .toList();
    }

    Objective objective() {
        return Objects.requireNonNull(objective, "prepare comes first");
    }

    /// What the steps log.
    StepLogs logs() {
        return Objects.requireNonNull(logs, "prepare comes first");
    }

    /// What a step does where the model does not say otherwise.
    DefaultStep step() {
        return Objects.requireNonNull(step, "prepare comes first");
    }

    Feed feed() {
        return Objects.requireNonNull(feed, "prepare comes first");
    }

    /// The state of the training that [FitLoop] has kept last.
    Checkpoint checkpoint() {
        return checkpoint;
    }

    /// Whether no batch has been seen yet.
    boolean isPreparing() {
        return objective == null;
    }

    /// The loss and its parts, what has been compiled to be measured, then the metrics that layers have declared.
    List<Accumulator> metrics() {
        return List.copyOf(objective().logs().values());
    }

    /// Which way the number logged as `name` gets better, where its metric says so.
    Optional<Accumulator.Direction> direction(String name) {
        return objective == null
                ? Optional.empty()
                : Optional.ofNullable(objective.logs().get(name)).flatMap(Accumulator::direction);
    }

    /// The names of the metrics as Keras gives them: those of compile are one metric called `compile_metrics`.
    List<String> metricsNames() {
        return objective == null ? List.of("loss") : objective.names(options.hasMetrics());
    }

    /// Makes weights and metrics for batches like `batch`, where that has not happened.
    void prepare(Batch batch) {
        var known = feed;
        if (known == null || !known.fits(batch)) {
            known = Feed.of(model, batch);
            feed = known;
        }
        if (objective == null) {
            var arguments = known.arguments(
                    List.of(known.buffers(batch)).stream().map(Tensor::of).toList());
            if (!options.hasLoss() && !options.hasMetrics()) {
                uncalled = model.ensureWeights(arguments.inputs());
            }
            var made = Goals.of(model, options, arguments, known);
            objective = made;
            step = new DefaultStep(model, optimizer, made);
            logs = new StepLogs(made);
        }
    }

    /// Traces the step of training for batches like `batch`; optimizers take over the weights that they train.
    void prepareTraining(Batch batch, ClassWeights classWeight) {
        prepare(batch);
        var program = program(Task.TRAIN, classWeight, List.of());
        building(program, feed().buffers(batch), false);
    }

    /// One step of training on a batch.
    void train(Batch batch, ClassWeights classWeight) {
        run(Task.TRAIN, batch, classWeight);
    }

    /// As [#train], with what `probes` ask for.
    Probes.Seen train(Batch batch, ClassWeights classWeight, List<StepProbe> probes) {
        prepare(batch);
        var program = program(Task.TRAIN, classWeight, probes);
        var results = run(program, batch);
        return new Probes.Seen(Arrays.copyOfRange(results, program.names().size(), results.length), program.counts());
    }

    /// Forgets the programs for other probes than these.
    void keepPrograms(List<StepProbe> probes) {
        latest = null;
        programs.keySet().removeIf(key -> !probes.containsAll(key.probes()));
    }

    /// As [#train]; the loss, then the sum of squares of each gradient.
    double[] probe(Batch batch, ClassWeights classWeight) {
        var results = run(Task.PROBE, batch, classWeight);
        return Arrays.stream(results)
                .mapToDouble(each -> Tensor.of(each).mean().item())
                .toArray();
    }

    /// One step of testing.
    void test(Batch batch) {
        run(Task.TEST, batch, ClassWeights.NONE);
    }

    private Buffer[] run(Task task, Batch batch, ClassWeights classWeight) {
        prepare(batch);
        return run(program(task, classWeight, List.of()), batch);
    }

    private Buffer[] run(StepProgram program, Batch batch) {
        var results = building(program, feed().lent(batch), true);
        var names = program.names();
        logs().note(names, names.size() == results.length ? results : Arrays.copyOf(results, names.size()));
        return results;
    }

    private StepProgram program(Task task, ClassWeights classWeight, List<StepProbe> probes) {
        var last = latest;
        if (last != null && last.suits(feed(), task, classWeight, probes)) {
            return last.program();
        }
        var found = find(task, classWeight, probes);
        latest = new Latest(feed(), task, classWeight, probes, found);
        return found;
    }

    private StepProgram find(Task task, ClassWeights classWeight, List<StepProbe> probes) {
        var known = feed();
        var key = new Key(task, known.targets(), known.weights(), classWeight, probes);
        return programs.computeIfAbsent(
                key,
                _ -> new StepProgram(
                        model,
                        key,
                        step(),
                        tensors -> classWeight.applied(
                                known.arguments(tensors), objective().targets())));
    }

    /// Runs `program`, or just makes it; where it finds an optimizer that does not know its variables, that one is
    /// built first.
    private Buffer[] building(StepProgram program, Buffer[] arguments, boolean runs) {
        while (true) {
            try {
                if (runs) {
                    return program.compiled().run(arguments);
                }
                program.compiled().prepare(arguments);
                return arguments;
            } catch (UnbuiltOptimizerException unbuilt) {
                unbuilt.optimizer().build(unbuilt.variables());
                built.add(unbuilt.optimizer());
            } catch (RuntimeException failure) {
                throw PredictProgram.explained(failure, uncalled);
            }
        }
    }

    /// The loss of a batch in training, as a tensor of which gradients can be taken.
    Tensor loss(Batch batch, ClassWeights classWeight) {
        prepare(batch);
        var arguments = feed().arguments(
                        List.of(feed().buffers(batch)).stream().map(Tensor::of).toList());
        return step().loss(classWeight.applied(arguments, objective().targets()));
    }

    /// Whether the model's own `trainStep` says what training is; known once a step has been traced.
    boolean hasOwnStep() {
        return programs.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().task() != Task.TEST && entry.getValue().isOwn());
    }

    /// Loss and metrics since the last [#reset], by name.
    Map<String, Double> results() {
        return logs().results();
    }

    /// Whether the loss is a number so far.
    boolean isFinite() {
        return logs().isFinite();
    }

    /// Begins loss and metrics anew.
    void reset() {
        if (logs != null) {
            logs.reset();
        }
    }

    Map<String, Double> trainOnBatch(Batch batch, ClassWeights classWeight) {
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
        programs.forEach((key, program) -> text.append(key)
                .append('\n')
                .append(program.compiled().explain())
                .append('\n'));
        return text.toString();
    }
}
