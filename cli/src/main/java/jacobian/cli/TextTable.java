package jacobian.cli;

import java.util.ArrayList;
import java.util.List;

/// Cells in columns, for people: columns of numbers stand to the right, others to the left; the last one is
/// cut where the line is full.
final class TextTable {
    /// A terminal has this many columns, unless the shell says another number.
    static final int WIDTH = 80;

    private static final String GAP = "  ";

    /// The column of names, which are no quantities even where they are digits.
    private static final String NAMES = "label";
    private static final int LONGEST = 32;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> head;
    private final int longest;

    TextTable(String... head) {
        this(LONGEST, head);
    }

    /// @param longest how wide a column may be, but for the last one
    TextTable(int longest, String... head) {
        this.longest = longest;
        this.head = List.of(head);
    }

    void add(List<String> cells) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException(cells + " in a table of " + head);
        }
        rows.add(cells);
    }

    /// The lines of the table, the names of the columns first.
    List<String> lines() {
        var widths = new int[head.size()];
        var numbers = new boolean[head.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            numbers[i] = !head.get(i).equals(NAMES)
                    && !rows.isEmpty()
                    && rows.stream().allMatch(row -> isNumber(row.get(column)));
            widths[i] = Math.max(
                    head.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
            widths[i] = Math.min(widths[i], longest);
        }
        var lines = new ArrayList<String>();
        lines.add(line(head, widths, numbers));
        rows.forEach(row -> lines.add(line(row, widths, numbers)));
        return lines;
    }

    private static boolean isNumber(String cell) {
        return cell.isEmpty() || cell.matches("-?[\\d.,]+([eE][-+]?\\d+)?|NaN|-?Infinity");
    }

    private static String line(List<String> cells, int[] widths, boolean[] numbers) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean last = i == widths.length - 1;
            var cell = last ? cells.get(i) : cut(cells.get(i), widths[i]);
            var space = " ".repeat(Math.max(0, widths[i] - cell.length()));
            line.append(i == 0 ? "" : GAP).append(numbers[i] ? space + cell : last ? cell : cell + space);
        }
        return cut(line.toString().stripTrailing(), WIDTH);
    }

    /// `text` in at most `width` characters, the end left out where it is longer.
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "~";
    }
}
