package jacobian.cli;

import jacobian.keras.tuners.Search;
import jacobian.keras.tuners.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What `jac tune` prints at the end.
///
/// @param tested loss and metrics of the best model on the test part
record TuneReport(
        TuneOptions options,
        Search<?> search,
        TrialResult best,
        TrainData data,
        Map<String, Double> tested,
        boolean interrupted) {
    /// How many trials stand in the table.
    private static final int SHOWN = 10;

    void print(Console console) {
        if (console.json()) {
            console.out().println(Json.of(json()));
            return;
        }
        table().lines().forEach(console::result);
        console.result("");
        console.result("best: " + TuneProgress.values(best));
        console.result(TrainReport.sizes(data));
        var names = new ArrayList<>(tested.keySet());
        names.remove("loss");
        console.result("test " + TrainReport.line("loss", tested.getOrDefault("loss", Double.NaN)));
        names.forEach(name -> console.figure("test " + TrainReport.line(name, tested.getOrDefault(name, Double.NaN))));
        console.result("wrote " + options.out());
    }

    private TextTable table() {
        var names = List.copyOf(best.values().keySet());
        var head = new ArrayList<>(List.of("trial", options.objective().name(), "epoch"));
        head.addAll(names);
        var table = new TextTable(head.toArray(String[]::new));
        search.ranked().stream().limit(SHOWN).forEach(trial -> {
            var cells = new ArrayList<>(List.of(
                    Integer.toString(trial.number()),
                    String.format(Locale.ROOT, "%.4g", trial.score()),
                    Integer.toString(trial.bestEpoch() + 1)));
            names.forEach(name -> cells.add(TuneProgress.cell(trial.values().getOrDefault(name, ""))));
            table.add(cells);
        });
        return table;
    }

    private Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("data", options.train().data());
        json.put("method", options.method().name().toLowerCase(Locale.ROOT));
        json.put("objective", options.objective().name());
        json.put("seed", options.train().seed());
        json.put("trials", search.trials().stream().map(TuneReport::json).toList());
        json.put("best", json(best));
        json.put("interrupted", interrupted);
        json.put("out", options.out().toString());
        json.put("test", tested);
        return json;
    }

    private static Map<String, Object> json(TrialResult trial) {
        var json = new LinkedHashMap<String, Object>();
        json.put("trial", trial.number());
        json.put("values", trial.values());
        trial.stage().ifPresent(stage -> {
            json.put("round", stage.round() + 1);
            json.put("epochs", stage.epochs());
        });
        if (trial.isFailed()) {
            json.put("failed", trial.reason());
        } else {
            json.put("score", trial.score());
            json.put("best_epoch", trial.bestEpoch() + 1);
            json.put("metrics", trial.metrics());
        }
        return json;
    }
}
