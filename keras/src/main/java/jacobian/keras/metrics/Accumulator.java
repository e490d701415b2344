package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Configurable;
import jacobian.keras.config.Names;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A number gathered from many batches: variables that start at zero, and a result computed from them.
@SuppressWarnings("this-escape") // declaring a variable only notes it
public abstract class Accumulator extends Configurable {
    private final Setting<DType> dtype = optional("dtype", DType.class);
    private final List<Variable> variables = new ArrayList<>();

    /// In what type is gathered: float32 unless set, int32 for [Overlap].
    public final DType dtype() {
        return find(dtype).orElseGet(this::standardDType);
    }

    DType standardDType() {
        return DType.FLOAT32;
    }

    /// Which way is better.
    public enum Direction {
        UP,
        DOWN;

        /// How the names of metrics end that are better the larger they are.
        private static final List<String> GROWING = List.of(
                "accuracy",
                "acc",
                "auc",
                "precision",
                "recall",
                "sensitivity",
                "specificity",
                "score",
                "similarity",
                "correlation",
                "io_u",
                "true_positives",
                "true_negatives");

        /// Whether the name of a metric says that larger is better.
        public static boolean grows(String name) {
            return GROWING.stream().anyMatch(name::endsWith);
        }
    }

    /// Which way is better; empty where the class does not know.
    public Optional<Direction> direction() {
        return Optional.empty();
    }

    /// Sets in what type is gathered.
    final void putDType(DType dtype) {
        put(this.dtype, dtype);
    }

    /// `x` in the type that was set, else in its own floating one, float32 in place of half precision.
    final Tensor computed(Tensor x) {
        return find(dtype)
                .filter(DType::isFloating)
                .map(x::cast)
                .orElseGet(() -> x.cast(x.dtype().floating().wide()));
    }

    /// Adds a variable of [#dtype()] that starts at zero.
    protected final Variable addVariable(String name, int... sizes) {
        return addVariable(dtype(), name, sizes);
    }

    /// Adds a variable that starts at zero.
    protected final Variable addVariable(DType dtype, String name, int... sizes) {
        var variable = new Variable(name, Tensor.full(0, dtype, Shape.of(sizes)));
        variable.setTrainable(false);
        variables.add(variable);
        return variable;
    }

    /// What has been gathered so far, in the order in which it was added.
    public List<Variable> variables() {
        return List.copyOf(variables);
    }

    /// The number so far; computed when it is read.
    public abstract Tensor result();

    /// Forgets what has been gathered.
    public final void resetState() {
        Updates.with(this::reset);
    }

    /// As [#resetState], as part of an update of more.
    public void reset(Updates updates) {
        variables().forEach(variable -> updates.set(variable, variable.tensor().zerosLike()));
    }

    /// Adds what `others`, of the same class and options, have gathered. Where variables are made by the first
    /// batch, this one must have had a batch.
    public final void merge(List<? extends Accumulator> others) {
        others.forEach(this::checkAlike);
        var gathered = others.stream()
                .filter(other -> other.variables().size() == variables().size())
                .toList();
        Updates.with(updates -> {
            for (int i = 0; i < variables().size(); i++) {
                var sum = variables().get(i).tensor();
                for (var other : gathered) {
                    sum = sum.add(other.variables().get(i).tensor());
                }
                updates.set(variables().get(i), sum);
            }
        });
    }

    private void checkAlike(Accumulator other) {
        if (!sameConfig(other)) {
            throw new IllegalArgumentException(
                    this + " cannot take what " + other + " has gathered: both must be of one class and options");
        }
        if (other.variables().size() > variables().size()) {
            throw new IllegalStateException(this + " has gathered nothing yet and cannot take what others have:"
                    + " merge into one that has been given a batch");
        }
    }

    /// Keras' names of metrics carry no number.
    @Override
    protected String automaticName() {
        return Names.snakeCase(className());
    }
}
