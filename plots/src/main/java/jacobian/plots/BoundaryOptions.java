package jacobian.plots;

import java.util.List;

/// What [Plots#decisionBoundary] takes beside model and examples.
public final class BoundaryOptions {
    private List<String> classNames = List.of();
    private int resolution = 160;
    private int first;
    private int second = 1;
    private boolean chosen;

    BoundaryOptions() {}

    /// Calls the classes, in their order; they are numbers as long as nothing else is said.
    public BoundaryOptions classNames(String... names) {
        classNames = List.of(names);
        return this;
    }

    /// Sets at how many places along each axis the model is asked: 160 as long as nothing else is said, 10 to 1,000.
    public BoundaryOptions resolution(int places) {
        if (places < 10 || places > 1000) {
            throw new IllegalArgumentException("resolution(" + places + "): needs 10 to 1000 places along each axis");
        }
        resolution = places;
        return this;
    }

    /// Chooses two of more features, counted from 0; the others stay at their means.
    public BoundaryOptions features(int first, int second) {
        this.first = first;
        this.second = second;
        chosen = true;
        return this;
    }

    List<String> classNames() {
        return classNames;
    }

    int resolution() {
        return resolution;
    }

    int first() {
        return first;
    }

    int second() {
        return second;
    }

    boolean chosen() {
        return chosen;
    }
}
