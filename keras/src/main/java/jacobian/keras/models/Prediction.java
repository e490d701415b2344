package jacobian.keras.models;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// What a model says to one example, in words where it knows classes.
///
/// @param classNames the names of the classes; none where the model predicts numbers
/// @param values the numbers as the model gave them: a probability for each class, or one alone, that of the
/// second of two classes; else what was to be predicted
public record Prediction(List<String> classNames, List<Double> values) {
    public Prediction {
        classNames = List.copyOf(classNames);
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a prediction without numbers: it needs one at least");
        }
        boolean fits = classNames.isEmpty()
                || values.size() == classNames.size()
                || values.size() == 1 && classNames.size() == 2;
        if (!fits) {
            throw new IllegalArgumentException("the model gives " + values.size() + " numbers to an example, and there"
                    + " are names of " + classNames.size() + " classes, " + String.join(", ", classNames)
                    + ": give one name for each");
        }
    }

    /// Whether the model tells classes apart.
    public boolean isClassified() {
        return !classNames.isEmpty();
    }

    /// The name of the most probable class; empty where the model predicts numbers.
    public Optional<String> label() {
        return isClassified() ? Optional.of(top(1).firstEntry().getKey()) : Optional.empty();
    }

    /// How probable [#label] is; NaN where the model predicts numbers.
    public double probability() {
        return isClassified() ? top(1).firstEntry().getValue() : Double.NaN;
    }

    /// The first number.
    public double value() {
        return values.getFirst();
    }

    /// The probability of each class, in the order of [#classNames]; empty where the model predicts numbers.
    public SequencedMap<String, Double> probabilities() {
        var probabilities = new LinkedHashMap<String, Double>();
        for (int i = 0; i < classNames.size(); i++) {
            probabilities.put(classNames.get(i), probability(i));
        }
        return probabilities;
    }

    private double probability(int index) {
        boolean alone = values.size() == 1 && classNames.size() == 2;
        return alone ? (index == 1 ? values.getFirst() : 1 - values.getFirst()) : values.get(index);
    }

    /// The `count` most probable classes, the first one first; of equals the one named earlier.
    public SequencedMap<String, Double> top(int count) {
        var top = new LinkedHashMap<String, Double>();
        IntStream.range(0, classNames.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -probability(i)))
                .limit(count)
                .forEach(i -> top.put(classNames.get(i), probability(i)));
        return top;
    }
}
