package jacobian.keras.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/// Names beside one that nobody knows: the few that are spelled most alike.
public final class Spelling {
    private static final int FEW = 3;

    private Spelling() {}

    /// The names closest to `wrong`, for a message: `"mixed_float16", "float16" or "float64"`.
    public static String close(String wrong, Collection<String> names) {
        var close = names.stream()
                .sorted(Comparator.comparingInt(name -> distance(wrong, name)))
                .limit(FEW)
                .map(name -> '"' + name + '"')
                .toList();
        return close.subList(0, close.size() - 1).stream().collect(Collectors.joining(", "))
                + (close.size() > 1 ? " or " : "")
                + close.getLast();
    }

    /// How many letters to insert, drop or exchange to come from `a` to `b` (Levenshtein).
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 0; i < a.length(); i++) {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < b.length(); j++) {
                int exchanged = diagonal + (a.charAt(i) == b.charAt(j) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.min(exchanged, 1 + Math.min(row[j], row[j + 1]));
            }
        }
        return row[b.length()];
    }
}
