package jacobian.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How often examples of each class were taken for each class.
///
/// @param counts a row for each class that is, a column for each class that was predicted
record ConfusionMatrix(List<String> names, int[][] counts) {
    private static final int MOST_CLASSES = 15;
    private static final int LONGEST_NAME = 12;
    private static final int PAIRS = 10;

    static ConfusionMatrix of(List<String> names, int[] wanted, int[] guessed) {
        var counts = new int[names.size()][names.size()];
        for (int i = 0; i < wanted.length; i++) {
            counts[wanted[i]][guessed[i]]++;
        }
        return new ConfusionMatrix(names, counts);
    }

    /// A table, or where there are many classes the pairs most often confused.
    List<String> lines() {
        return names.size() <= MOST_CLASSES ? table() : pairs();
    }

    private List<String> table() {
        var shorter = names.stream()
                .map(name -> name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "~")
                .toList();
        int first = Math.max(4, longest(shorter));
        int largest = IntStream.range(0, counts.length)
                .flatMap(row -> IntStream.of(counts[row]))
                .max()
                .orElse(0);
        boolean numbered = longest(shorter) > 5;
        int width = Math.max(
                        numbered ? 2 : longest(shorter),
                        Integer.toString(largest).length())
                + 1;
        var lines = new ArrayList<String>();
        lines.add("confusion matrix (rows: what it is, columns: what was predicted"
                + (numbered ? ", in this order)" : ")"));
        var head = new StringBuilder(" ".repeat(first));
        for (int i = 0; i < names.size() && !numbered; i++) {
            head.append(right(shorter.get(i), width));
        }
        if (!numbered) {
            lines.add(head.toString());
        }
        for (int row = 0; row < names.size(); row++) {
            var line = new StringBuilder(right(shorter.get(row), first));
            for (int count : counts[row]) {
                line.append(right(count == 0 ? "." : Integer.toString(count), width));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static int longest(List<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private List<String> pairs() {
        record Pair(int is, int predicted, int count) {}
        var pairs = new ArrayList<Pair>();
        for (int is = 0; is < counts.length; is++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                if (is != predicted && counts[is][predicted] > 0) {
                    pairs.add(new Pair(is, predicted, counts[is][predicted]));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(pair -> -pair.count()));
        var lines = new ArrayList<String>(List.of("most often confused"));
        pairs.stream()
                .limit(PAIRS)
                .forEach(pair -> lines.add("  " + pair.count() + " of " + names.get(pair.is()) + " taken for "
                        + names.get(pair.predicted())));
        return lines;
    }
}
