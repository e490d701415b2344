package jacobian.keras.models;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What [Model#summary] shows: `model.summary(s -> s.lineLength(100).showTrainable(true))`.
public final class SummaryOptions {
    private OptionalInt lineLength = OptionalInt.empty();
    private OptionalInt columns = OptionalInt.empty();
    private boolean showTrainable;
    private boolean expandNested;
    private List<Pattern> layerRange = List.of();

    SummaryOptions() {}

    /// Sets the width of the table; as wide as fits into a terminal unless set.
    public SummaryOptions lineLength(int lineLength) {
        this.lineLength = OptionalInt.of(lineLength);
        return this;
    }

    /// Sets whether a column says which layers can be trained; it does not unless set.
    public SummaryOptions showTrainable(boolean showTrainable) {
        this.showTrainable = showTrainable;
        return this;
    }

    /// Sets whether the layers of models inside are listed; they are not unless set.
    public SummaryOptions expandNested(boolean expandNested) {
        this.expandNested = expandNested;
        return this;
    }

    /// Lists the layers from the first whose name begins with a match of `from` to the last whose name begins
    /// with a
    /// match of `to`, both regular expressions; all unless set.
    public SummaryOptions layerRange(String from, String to) {
        this.layerRange = List.of(Pattern.compile(from), Pattern.compile(to));
        return this;
    }

    OptionalInt lineLength() {
        return lineLength;
    }

    /// Those of `names` that are listed: from the first number to before the second.
    int[] range(List<String> names) {
        if (layerRange.isEmpty()) {
            return new int[] {0, names.size()};
        }
        var first = matches(names, layerRange.get(0));
        var last = matches(names, layerRange.get(1));
        if (first.isEmpty() || last.isEmpty()) {
            throw new IllegalArgumentException(
                    "summary: layer_range=" + layerRange + " matches no layer: the model has " + names);
        }
        return first.get(0) > last.getLast()
                ? new int[] {last.get(0), first.getLast() + 1}
                : new int[] {first.get(0), last.getLast() + 1};
    }

    private static List<Integer> matches(List<String> names, Pattern pattern) {
        return IntStream.range(0, names.size())
                .filter(i -> pattern.matcher(names.get(i)).lookingAt())
                .boxed()
                .toList();
    }

    boolean showsTrainable() {
        return showTrainable;
    }

    boolean expandsNested() {
        return expandNested;
    }

    /// Sets the width of the terminal; what the shell says in COLUMNS unless set, and 80 if it says nothing.
    public SummaryOptions columns(int columns) {
        this.columns = OptionalInt.of(columns);
        return this;
    }

    int columns() {
        return columns.orElseGet(SummaryOptions::terminal);
    }

    private static int terminal() {
        var columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 80;
    }
}
