package jacobian.keras.models;

import java.util.OptionalInt;

/// What [Model#summary] shows: `model.summary(s -> s.lineLength(100).showTrainable(true))`.
public final class SummaryOptions {
    private OptionalInt lineLength = OptionalInt.empty();
    private OptionalInt columns = OptionalInt.empty();
    private boolean showTrainable;
    private boolean expandNested;

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

    OptionalInt lineLength() {
        return lineLength;
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
