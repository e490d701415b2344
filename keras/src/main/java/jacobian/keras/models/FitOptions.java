package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Config;
import jacobian.keras.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// What [Model#fit] takes beside the data: `model.fit(train, fit -> fit.epochs(5).validation(test))`. Keras'
/// names
/// and defaults.
public final class FitOptions {
    private int epochs = 1;
    private int initialEpoch;
    private OptionalInt batchSize = OptionalInt.empty();
    private boolean shuffle = true;
    private int verbose;
    private List<Callback> callbacks = List.of();
    private Optional<Dataset> validation = Optional.empty();
    private double validationSplit;
    private OptionalInt validationBatchSize = OptionalInt.empty();
    private OptionalLong validationSteps = OptionalLong.empty();
    private int validationFreq = 1;
    private Map<Integer, Double> classWeight = Map.of();
    private final Map<String, Map<Integer, Double>> classWeightOf = new LinkedHashMap<>();
    private Optional<float[]> sampleWeight = Optional.empty();
    private OptionalLong stepsPerEpoch = OptionalLong.empty();

    FitOptions() {}

    /// What `options` chooses, as [Model#fit] would have it.
    public static FitOptions of(Consumer<FitOptions> options) {
        var chosen = new FitOptions();
        options.accept(chosen);
        return chosen;
    }

    /// Sets at which epoch the run ends; 1 unless set.
    public FitOptions epochs(int epochs) {
        this.epochs = Checks.positive("epochs", epochs);
        return this;
    }

    /// Sets the number of the first epoch, counted from 0, for a run that goes on where another ended.
    public FitOptions initialEpoch(int initialEpoch) {
        this.initialEpoch = initialEpoch;
        return this;
    }

    /// Sets how many examples a batch has; 32 unless set. Data that comes in batches keeps them.
    public FitOptions batchSize(int batchSize) {
        this.batchSize = OptionalInt.of(Checks.positive("batch_size", batchSize));
        return this;
    }

    /// Sets whether the examples come in another order in each epoch; they do unless set. Data that comes in
    /// batches
    /// keeps its order.
    public FitOptions shuffle(boolean shuffle) {
        this.shuffle = shuffle;
        return this;
    }

    /// Sets what is printed: 0 nothing (unless set), 1 a progress bar, 2 a line an epoch.
    public FitOptions verbose(int verbose) {
        this.verbose = verbose;
        return this;
    }

    /// Sets what else is done, in this order.
    public FitOptions callbacks(Callback... callbacks) {
        this.callbacks = List.of(callbacks);
        return this;
    }

    /// Sets what loss and metrics are taken of after an epoch, under names that begin with `val_`.
    public FitOptions validation(Dataset data) {
        this.validation = Optional.of(data);
        return this;
    }

    /// Sets what loss and metrics are taken of after an epoch, under names that begin with `val_`.
    public FitOptions validation(Tensor x, Tensor y) {
        return validation(Dataset.of(x, y));
    }

    /// Sets which part of the examples, the last ones before any shuffling, is kept for validation; none unless
    /// set.
    public FitOptions validationSplit(double fraction) {
        this.validationSplit = Checks.fraction("validation_split", fraction);
        return this;
    }

    /// Sets how many examples a batch of the validation has; as many as in training unless set.
    public FitOptions validationBatchSize(int batchSize) {
        this.validationBatchSize = OptionalInt.of(Checks.positive("validation_batch_size", batchSize));
        return this;
    }

    /// Sets how many batches of the validation data are used; all unless set.
    public FitOptions validationSteps(long steps) {
        this.validationSteps = OptionalLong.of(steps);
        return this;
    }

    /// Sets after how many epochs there is a validation; after each unless set.
    public FitOptions validationFreq(int epochs) {
        this.validationFreq = Checks.positive("validation_freq", epochs);
        return this;
    }

    /// Sets how much the examples of each class weigh in the loss and the weighted metrics; 1 for classes not
    /// named.
    public FitOptions classWeight(Map<Integer, Double> classWeight) {
        this.classWeight = Map.copyOf(classWeight);
        return this;
    }

    /// Sets how much the examples of each class weigh at the output called `output`; 1 for classes and outputs
    /// not
    /// named.
    public FitOptions classWeight(String output, Map<Integer, Double> classWeight) {
        classWeightOf.put(output, Map.copyOf(classWeight));
        return this;
    }

    /// Sets how much each example weighs in the loss and the weighted metrics.
    public FitOptions sampleWeight(float... sampleWeight) {
        this.sampleWeight = Optional.of(sampleWeight.clone());
        return this;
    }

    /// Sets how many batches make an epoch; all unless set. The next epoch goes on where this one ended, until
    /// there
    /// are no more: then it ends early, and the one after it begins anew.
    public FitOptions stepsPerEpoch(long steps) {
        this.stepsPerEpoch = OptionalLong.of(steps);
        return this;
    }

    int epochs() {
        return Math.min(epochs, Config.maxEpochs().orElse(epochs));
    }

    int initialEpoch() {
        return initialEpoch;
    }

    OptionalInt batchSize() {
        return batchSize;
    }

    boolean shuffles() {
        return shuffle;
    }

    int verbose() {
        return verbose;
    }

    /// What else is done, in this order.
    public List<Callback> callbacks() {
        return callbacks;
    }

    Optional<Dataset> validation() {
        return validation;
    }

    /// Whether loss and metrics are taken of other examples than those of training.
    public boolean hasValidation() {
        return validation.isPresent() || validationSplit > 0;
    }

    double validationSplit() {
        return validationSplit;
    }

    OptionalInt validationBatchSize() {
        return validationBatchSize.isPresent() ? validationBatchSize : batchSize;
    }

    OptionalLong validationSteps() {
        return validationSteps;
    }

    /// Whether there is a validation after epoch number `epoch`, counted from 0.
    boolean validatesAfter(int epoch) {
        return (epoch + 1) % validationFreq == 0;
    }

    ClassWeights classWeights() {
        return new ClassWeights(classWeight, Map.copyOf(classWeightOf));
    }

    Optional<float[]> sampleWeight() {
        return sampleWeight;
    }

    /// `steps`, no more than the configuration allows.
    static OptionalLong limited(OptionalLong steps) {
        var most = Config.maxStepsPerEpoch();
        return most.isEmpty() ? steps : OptionalLong.of(Math.min(most.getAsLong(), steps.orElse(Long.MAX_VALUE)));
    }

    OptionalLong stepsPerEpoch() {
        return limited(stepsPerEpoch);
    }
}
