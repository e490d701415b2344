package jacobian.bench;

import java.util.List;

/// Rows for a person: a heading for each benchmark, a line for each case, figures wrapped at 80 columns.
final class Table {
    private static final int WIDTH = 80;

    private Table() {}

    static String of(List<Row> rows) {
        var text = new StringBuilder();
        String heading = "";
        for (var row : rows) {
            int label = rows.stream()
                    .filter(other -> other.name().equals(row.name()))
                    .mapToInt(other -> other.detail().length())
                    .max()
                    .orElse(0);
            var title = row.name() + ", " + (row.threads() == 1 ? "1 thread" : row.threads() + " threads");
            title += row.framework().equals("jacobian") ? "" : ", " + row.framework();
            if (!title.equals(heading)) {
                text.append(title).append('\n');
                heading = title;
            }
            line(
                    text,
                    "  "
                            + (row.detail().isEmpty()
                                    ? ""
                                    : row.detail()
                                            + " "
                                                    .repeat(label
                                                            + 2
                                                            - row.detail().length())),
                    row);
        }
        return text.toString();
    }

    /// Appends the figures after `start`, two spaces between them, further lines as far in.
    private static void line(StringBuilder text, String start, Row row) {
        var line = new StringBuilder(start);
        for (var figure : row.sorted().entrySet()) {
            var cell = figure.getKey().text(figure.getValue());
            boolean first = line.length() == start.length();
            if (!first && line.length() + 2 + cell.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(" ".repeat(start.length()));
                first = true;
            }
            line.append(first ? "" : "  ").append(cell);
        }
        text.append(line).append('\n');
    }
}
