package jacobian.keras.models;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The table of a model's layers as Keras prints it.
final class Summary {
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB", "PB");

    private final Model model;
    private final SummaryOptions options;
    private final boolean chain;

    private Summary(Model model, SummaryOptions options) {
        this.model = model;
        this.options = options;
        this.chain = isChain(model);
    }

    static String of(Model model, SummaryOptions options) {
        return new Summary(model, options).text();
    }

    private String text() {
        var lines = new ArrayList<String>();
        lines.add("Model: \"" + model.name() + "\"");
        lines.addAll(table().lines());
        lines.addAll(totals());
        return String.join("\n", lines) + "\n";
    }

    private SummaryTable table() {
        var header = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
        var ends = chain ? List.of(0.45, 0.80, 1.0) : List.of(0.3, 0.56, 0.74, 1.0);
        int length = chain ? 88 : 108;
        if (!chain) {
            header.add("Connected to");
        }
        var alignment = chain ? "llr" : "llrl";
        if (options.showsTrainable()) {
            header.add("Trainable");
            ends = new ArrayList<>(ends.stream().map(end -> end * 0.9).toList());
            ends.add(1.0);
            alignment += "c";
            length += 12;
        }
        int most = Math.min(length, options.columns() - 4);
        var table = new SummaryTable(options.lineLength().orElse(most), ends, alignment, header);
        var layers = model.summaryLayers();
        var range = options.range(layers.stream().map(Layer::name).toList());
        layers.subList(range[0], range[1]).forEach(layer -> addRows(table, model, layer, 0));
        return table;
    }

    private void addRows(SummaryTable table, Model owner, Layer layer, int level) {
        var row = new ArrayList<String>();
        var indent = level == 0 ? "" : "   ".repeat(level) + "└ ";
        row.add(indent + layer.name() + " (" + layer.kerasName() + ")");
        row.add(shape(owner, layer));
        row.add(layer.isBuilt() ? number(layer.countParams()) : "0 (unbuilt)");
        if (!chain) {
            row.add(level == 0 ? connections(layer) : "-");
        }
        if (options.showsTrainable()) {
            row.add(layer.weights().isEmpty() ? "-" : layer.isTrainable() ? "Y" : "N");
        }
        table.add(row);
        if (options.expandsNested() && layer instanceof Model nested) {
            nested.summaryLayers().forEach(inner -> addRows(table, nested, inner, level + 1));
        }
    }

    private List<LayerCall> calls(Layer layer) {
        return calls(model, layer);
    }

    private static List<LayerCall> calls(Model owner, Layer layer) {
        return owner.calls().stream().filter(call -> call.layer() == layer).toList();
    }

    private static String shape(Model owner, Layer layer) {
        var calls = calls(owner, layer);
        if (calls.isEmpty()) {
            return "?";
        }
        var shapes = calls.getLast().outputs().stream()
                .map(output -> text(output.shape().dims()))
                .toList();
        return shapes.size() == 1 ? shapes.get(0) : "[" + String.join(", ", shapes) + "]";
    }

    /// Keras writes `(5)` where Python would write `(5,)`.
    private static String text(List<Dim> dims) {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private String connections(Layer layer) {
        var all = new ArrayList<String>();
        for (var call : calls(layer)) {
            for (var input : call.inputs()) {
                LayerCall.leaves(input).stream()
                        .map(leaf -> LayerCall.from(leaf).orElseThrow())
                        .forEach(from -> all.add(from.layer().name() + "["
                                + calls(from.layer()).indexOf(from) + "][" + index(from, input) + "]"));
            }
        }
        return all.isEmpty() ? "-" : String.join(", ", all);
    }

    private static int index(LayerCall from, jacobian.engine.tensor.Tensor input) {
        var leaves = LayerCall.leaves(input);
        for (int i = 0; i < from.outputs().size(); i++) {
            if (leaves.contains(from.outputs().get(i).node())) {
                return i;
            }
        }
        return 0;
    }

    private List<String> totals() {
        var trained = model.trainableWeights().stream().map(Variable::type).toList();
        var others = model.nonTrainableWeights().stream().map(Variable::type).toList();
        var optimizer = model.optimizerVariables();
        var all = new ArrayList<>(trained);
        all.addAll(others);
        all.addAll(optimizer);
        var lines = new ArrayList<String>();
        lines.add(" Total params: " + size(all));
        lines.add(" Trainable params: " + size(trained));
        lines.add(" Non-trainable params: " + size(others));
        if (!optimizer.isEmpty()) {
            lines.add(" Optimizer params: " + size(optimizer));
        }
        return lines;
    }

    private static String size(List<TensorType> variables) {
        long count = variables.stream().mapToLong(each -> each.shape().size()).sum();
        double bytes = variables.stream()
                .mapToDouble(each -> (double) each.shape().size() * each.dtype().bytes())
                .sum();
        int unit = 0;
        while (unit < UNITS.size() - 1 && bytes / 1024 >= 1) {
            bytes /= 1024;
            unit++;
        }
        return number(count) + " (" + rounded(bytes) + " " + UNITS.get(unit) + ")";
    }

    /// Two decimals, halves to the even one, as Python rounds.
    private static String rounded(double value) {
        return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// Whether each layer takes what the one before it gives.
    private static boolean isChain(Model model) {
        var calls = model.calls();
        if (model instanceof Sequential || calls.isEmpty()) {
            return true;
        }
        long layers = calls.stream().map(LayerCall::layer).distinct().count();
        boolean straight = true;
        for (int i = 0; i < calls.size() && straight; i++) {
            var inputs = calls.get(i).inputs();
            straight = i == 0
                    ? inputs.isEmpty()
                    : inputs.size() == 1
                            && calls.get(i - 1).outputs().get(0).node()
                                    == inputs.get(0).node();
        }
        return straight && layers == calls.size();
    }
}
