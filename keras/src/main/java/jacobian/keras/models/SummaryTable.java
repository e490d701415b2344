package jacobian.keras.models;

import java.util.ArrayList;
import java.util.List;

/// A table of text in box characters, columns as wide as Keras' printer (Rich) makes them.
final class SummaryTable {
    private final List<Integer> widths;
    private final String alignment;
    private final List<List<String>> rows = new ArrayList<>();

    /// Columns that end at the given fractions of `length`; `alignment` has one of l, r, c a column.
    SummaryTable(int length, List<Double> ends, String alignment, List<String> header) {
        this.widths = widths(length, ends);
        this.alignment = alignment;
        rows.add(header);
    }

    void add(List<String> row) {
        rows.add(row);
    }

    /// Each column gets its part and room for a blank on both sides; what is too much is taken from all alike.
    private static List<Integer> widths(int length, List<Double> ends) {
        var widths = new ArrayList<Integer>();
        int total = 0;
        int current = 0;
        for (double end : ends) {
            int width = (int) (end * length) - current;
            if (width < 4) {
                throw new IllegalArgumentException(
                        "lineLength=" + length + ": too narrow for " + ends.size() + " columns");
            }
            current += width;
            widths.add(width + 2);
            total += width + 2;
        }
        int excess = total - (length - ends.size() - 1);
        for (int i = 0; i < widths.size() && excess > 0; i++) {
            int share = (int) Math.rint((double) excess / (widths.size() - i));
            widths.set(i, widths.get(i) - share);
            excess -= share;
        }
        return widths;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(rule("┏", "━", "┳", "┓"));
        lines.addAll(cells(rows.get(0), "┃"));
        lines.add(rule("┡", "━", "╇", "┩"));
        for (int i = 1; i < rows.size(); i++) {
            lines.addAll(cells(rows.get(i), "│"));
            lines.add(i < rows.size() - 1 ? rule("├", "─", "┼", "┤") : rule("└", "─", "┴", "┘"));
        }
        return lines;
    }

    private String rule(String left, String line, String middle, String right) {
        return left + String.join(middle, widths.stream().map(line::repeat).toList()) + right;
    }

    private List<String> cells(List<String> row, String bar) {
        var wrapped = new ArrayList<List<String>>();
        int height = 1;
        for (int i = 0; i < row.size(); i++) {
            var cell = wrap(row.get(i), widths.get(i) - 2);
            wrapped.add(cell);
            height = Math.max(height, cell.size());
        }
        var lines = new ArrayList<String>();
        for (int line = 0; line < height; line++) {
            var text = new StringBuilder(bar);
            for (int i = 0; i < wrapped.size(); i++) {
                var part = line < wrapped.get(i).size() ? wrapped.get(i).get(line) : "";
                text.append(' ')
                        .append(align(part, widths.get(i) - 2, alignment.charAt(i)))
                        .append(' ')
                        .append(bar);
            }
            lines.add(text.toString());
        }
        return lines;
    }

    private static String align(String text, int width, char side) {
        int free = width - text.length();
        int left = switch (side) {
            case 'r' -> free;
            case 'c' -> free / 2;
            default -> 0;
        };
        return " ".repeat(left) + text + " ".repeat(free - left);
    }

    /// `text` broken between words; a word that is too long ends in an ellipsis.
    static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var words = text.stripLeading();
        var line = new StringBuilder(" ".repeat(text.length() - words.length()));
        boolean fresh = true;
        for (var word : words.split(" ")) {
            if (!fresh && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString());
        lines.replaceAll(each -> each.length() > width ? each.substring(0, width - 1) + "…" : each);
        return lines;
    }
}
