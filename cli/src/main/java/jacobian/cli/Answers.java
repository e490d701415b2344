package jacobian.cli;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a model says to examples.
///
/// @param names what each example is called
/// @param outputs the outputs of the model, axis 0 counts the examples
/// @param classNames of the only output; none where it predicts numbers
/// @param target what the number is that is predicted, where that is known
record Answers(
        List<String> names, SequencedMap<String, Tensor> outputs, List<String> classNames, Optional<String> target) {
    int count() {
        return names.size();
    }

    /// What the first output is called.
    private String title() {
        return target.orElseGet(() -> outputs.firstEntry().getKey());
    }

    boolean isClassified() {
        return outputs.size() == 1 && !classNames.isEmpty();
    }

    /// The numbers of an output for one example, as short as they read back.
    private static List<Number> values(Tensor output, double[] values, int width, int row) {
        boolean isFloat = output.dtype() == DType.FLOAT32;
        return IntStream.range(row * width, (row + 1) * width)
                .mapToObj(i -> number(values[i], isFloat))
                .toList();
    }

    private static Number number(double value, boolean isFloat) {
        if (isFloat) {
            return (float) value;
        }
        return value;
    }

    /// Each example's numbers of an output.
    private List<List<Number>> rows(Tensor output) {
        var values = output.doubles();
        int width = count() == 0 ? 0 : values.length / count();
        return IntStream.range(0, count())
                .mapToObj(row -> values(output, values, width, row))
                .toList();
    }

    List<Prediction> predictions() {
        return rows(outputs.firstEntry().getValue()).stream()
                .map(row -> new Prediction(
                        classNames, row.stream().map(Number::doubleValue).toList()))
                .toList();
    }

    // ---- for people ----

    /// A table, or with `labels` the names of the classes alone.
    List<String> lines(int top, boolean labels) {
        if (labels) {
            return labels();
        }
        return isClassified() ? classes(top) : numbers();
    }

    List<String> labels() {
        if (!isClassified()) {
            throw new IllegalArgumentException(
                    "the model predicts numbers and no classes: leave --labels out, or train it with classes");
        }
        return predictions().stream().map(each -> each.label().orElseThrow()).toList();
    }

    private String first() {
        return names.stream().allMatch(name -> name.matches("\\d+")) ? "row" : "input";
    }

    private List<String> classes(int top) {
        boolean others = top > 1 && classNames.size() > 1;
        var table = others
                ? new TextTable(first(), "label", "probability", "then")
                : new TextTable(first(), "label", "probability");
        var predictions = predictions();
        for (int i = 0; i < predictions.size(); i++) {
            var best = predictions.get(i).top(top);
            var cells = new ArrayList<>(List.of(
                    names.get(i),
                    best.firstEntry().getKey(),
                    probability(best.firstEntry().getValue())));
            if (others) {
                cells.add(best.entrySet().stream()
                        .skip(1)
                        .map(each -> each.getKey() + " " + probability(each.getValue()))
                        .collect(Collectors.joining(", ")));
            }
            table.add(cells);
        }
        return table.lines();
    }

    private static String probability(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private List<String> numbers() {
        var heads = new ArrayList<>(List.of(first()));
        if (outputs.size() == 1) {
            heads.add(title());
        } else {
            heads.addAll(outputs.keySet());
        }
        var table = new TextTable(heads.toArray(String[]::new));
        var all = outputs.values().stream().map(this::rows).toList();
        for (int i = 0; i < count(); i++) {
            int row = i;
            var cells = new ArrayList<>(List.of(names.get(i)));
            all.forEach(output -> cells.add(output.get(row).stream()
                    .map(each -> String.format(Locale.ROOT, "%.6g", each.doubleValue()))
                    .collect(Collectors.joining(" "))));
            table.add(cells);
        }
        return table.lines();
    }

    // ---- for programs ----

    /// One object for each example.
    Map<String, Object> json() {
        var list = new ArrayList<Map<String, Object>>();
        var predictions = isClassified() ? predictions() : List.<Prediction>of();
        var rows = outputs.values().stream().map(this::rows).toList();
        for (int i = 0; i < count(); i++) {
            var each = new LinkedHashMap<String, Object>();
            each.put("input", names.get(i));
            if (isClassified()) {
                each.put("label", predictions.get(i).label().orElseThrow());
                each.put("probability", (float) predictions.get(i).probability());
                each.put("probabilities", floats(predictions.get(i).probabilities()));
            } else {
                put(each, rows, i);
            }
            list.add(each);
        }
        return Map.of("predictions", list);
    }

    private static Map<String, Object> floats(Map<String, Double> probabilities) {
        var floats = new LinkedHashMap<String, Object>();
        probabilities.forEach((name, value) -> floats.put(name, value.floatValue()));
        return floats;
    }

    private void put(Map<String, Object> json, List<List<List<Number>>> rows, int row) {
        int output = 0;
        for (var name : outputs.keySet()) {
            var values = rows.get(output++).get(row);
            json.put(outputs.size() == 1 ? title() : name, values.size() == 1 ? values.getFirst() : values);
        }
    }

    /// A line of names, then a line for each example: its name, its class, its numbers.
    List<List<String>> table(boolean labels) {
        var lines = new ArrayList<List<String>>();
        var rows = outputs.values().stream().map(this::rows).toList();
        var head = new ArrayList<>(List.of(first()));
        if (isClassified()) {
            head.add("label");
        }
        if (!labels) {
            head.addAll(columns(rows));
        }
        lines.add(head);
        var found = isClassified() ? labels() : List.<String>of();
        for (int i = 0; i < count(); i++) {
            int row = i;
            var line = new ArrayList<>(List.of(names.get(i)));
            if (isClassified()) {
                line.add(found.get(i));
            }
            if (!labels) {
                rows.forEach(output -> output.get(row).forEach(each -> line.add(each.toString())));
            }
            lines.add(line);
        }
        return lines;
    }

    private List<String> columns(List<List<List<Number>>> rows) {
        var columns = new ArrayList<String>();
        int output = 0;
        for (var name : outputs.keySet()) {
            int width = rows.get(output++).getFirst().size();
            for (int i = 0; i < width; i++) {
                boolean named = isClassified() && classNames.size() == width;
                columns.add(
                        named
                                ? classNames.get(i)
                                : (outputs.size() == 1 ? title() : name) + (width == 1 ? "" : "_" + i));
            }
        }
        return columns;
    }
}
