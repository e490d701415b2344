package jacobian.keras.models;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Names that are near to one that does not exist, for messages.
final class NearNames {
    private static final int MOST = 3;

    private NearNames() {}

    /// Refuses the first of `given` that is not in `known`; `what` begins the message.
    static void check(String what, Collection<String> given, List<String> known) {
        for (var name : given) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        what + " \"" + name + "\": the model has " + known + hint(name, known));
            }
        }
    }

    /// `; did you mean "hidden"?`, or nothing where no name is near.
    static String hint(String name, List<String> known) {
        var near = known.stream()
                .filter(each -> distance(name, each) <= (name.length() + 1) / 3
                        || each.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt(each -> distance(name, each)))
                .limit(MOST)
                .map(each -> "\"" + each + "\"")
                .toList();
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /// How many letters must be changed, added or left out to come from `a` to `b`; upper and lower case are one.
    private static int distance(String a, String b) {
        var before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                now[j] = Math.min(before[j - 1] + (same ? 0 : 1), 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[b.length()];
    }
}
