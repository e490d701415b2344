package jacobian.keras.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The columns of a data set in memory: inputs, targets and sample weights, as many rows in each.
record Columns(ColumnNames names, List<Rows> inputs, List<Rows> targets, List<Rows> weights) {
    Columns {
        Rows.commonCount(labelled(names, inputs, targets, weights));
    }

    /// Columns of what users give: a map by name, a list by position, or one column alone.
    static Columns of(Object inputs, Object targets) {
        var names = new ColumnNames(names(inputs), names(targets));
        return new Columns(names, rows("x", inputs), rows("y", targets), List.of());
    }

    private static List<String> names(Object columns) {
        return columns instanceof Map<?, ?> map
                ? map.keySet().stream().map(Object::toString).toList()
                : List.of();
    }

    private static List<Rows> rows(String label, Object columns) {
        var values = switch (columns) {
            case Map<?, ?> map -> new ArrayList<Object>(map.values());
            case List<?> list -> new ArrayList<Object>(list);
            default -> new ArrayList<>(List.of(columns));
        };
        return values.stream().map(each -> rowsOf(label, each)).toList();
    }

    private static Rows rowsOf(String label, Object column) {
        try {
            return Rows.of(column);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(label + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Rows> labelled(
            ColumnNames names, List<Rows> inputs, List<Rows> targets, List<Rows> weights) {
        var columns = new LinkedHashMap<String, Rows>();
        label(columns, "x", names.inputs(), inputs);
        label(columns, "y", names.targets(), targets);
        label(columns, "the sample weight", List.of(), weights);
        return columns;
    }

    private static void label(Map<String, Rows> columns, String label, List<String> names, List<Rows> rows) {
        IntStream.range(0, rows.size()).forEach(i -> {
            var place = names.isEmpty() ? (rows.size() == 1 ? "" : "[" + i + "]") : "[\"" + names.get(i) + "\"]";
            columns.put(label + place, rows.get(i));
        });
    }

    Columns withWeights(List<Rows> rows) {
        return new Columns(names, inputs, targets, rows);
    }

    /// Inputs, targets and weights in this order.
    List<Rows> all() {
        return Stream.of(inputs, targets, weights).flatMap(List::stream).toList();
    }

    long count() {
        return inputs.get(0).count();
    }

    Batch.Layout layout() {
        return new Batch.Layout(names, inputs.size(), targets.size(), weights.size());
    }
}
