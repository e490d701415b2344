package jacobian.keras.tuners;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// Trials for people.
final class ResultTable {
    private static final String GAP = "  ";

    private ResultTable() {}

    static String of(String search, Objective objective, List<TrialResult> ranked, List<TrialResult> all) {
        var failed = all.stream().filter(TrialResult::isFailed).toList();
        var text = new StringBuilder()
                .append(search)
                .append(" by ")
                .append(objective.name())
                .append(", ")
                .append(TrialLogs.words(objective.direction()))
                .append(": ")
                .append(all.size())
                .append(all.size() == 1 ? " trial" : " trials")
                .append(failed.isEmpty() ? "" : ", " + failed.size() + " failed")
                .append('\n');
        if (!ranked.isEmpty()) {
            lines(rows(objective, ranked)).forEach(line -> text.append(line).append('\n'));
        }
        failed.forEach(each -> text.append("trial ")
                .append(each.number())
                .append(' ')
                .append(each.values())
                .append(" failed: ")
                .append(each.reason().lines().findFirst().orElse(""))
                .append('\n'));
        return text.toString();
    }

    private static List<List<String>> rows(Objective objective, List<TrialResult> ranked) {
        var names = new LinkedHashSet<String>();
        ranked.forEach(each -> names.addAll(each.values().keySet()));
        boolean staged = ranked.stream().anyMatch(each -> each.stage().isPresent());
        var rows = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("trial", objective.name(), "best epoch"));
        if (staged) {
            head.add("of");
        }
        head.addAll(names);
        rows.add(head);
        for (var trial : ranked) {
            var row = new ArrayList<>(List.of(
                    Integer.toString(trial.number()), number(trial.score()), Integer.toString(trial.bestEpoch() + 1)));
            if (staged) {
                row.add(trial.stage()
                        .map(stage -> Integer.toString(stage.epochs()))
                        .orElse(""));
            }
            names.forEach(name -> row.add(cell(trial.values().getOrDefault(name, ""))));
            rows.add(row);
        }
        return rows;
    }

    private static String cell(Object value) {
        return value instanceof Double number ? number(number) : value.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }

    private static List<String> lines(List<List<String>> rows) {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                var space = " ".repeat(width - row.get(i).length());
                line.append(i == 0 ? "" : GAP).append(space).append(row.get(i));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
