package jacobian.keras.data;

import java.util.List;

/// The names of inputs and targets; an empty list where they go by position.
public record ColumnNames(List<String> inputs, List<String> targets) {
    /// All by position.
    public static final ColumnNames NONE = new ColumnNames(List.of(), List.of());

    public ColumnNames {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
    }
}
