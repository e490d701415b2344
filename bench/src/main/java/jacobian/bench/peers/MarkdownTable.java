package jacobian.bench.peers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A table in Markdown, row by row.
final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();
    private final int columns;

    MarkdownTable(List<String> heads) {
        columns = heads.size();
        add(heads);
        lines.add("|" + String.join("|", Collections.nCopies(columns, "---")) + "|");
    }

    /// @throws IllegalArgumentException if there are not as many cells as heads
    void row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells in a table of " + columns + " columns");
        }
        add(cells);
    }

    private void add(List<String> cells) {
        lines.add("| "
                + String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "/")).toList()) + " |");
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
