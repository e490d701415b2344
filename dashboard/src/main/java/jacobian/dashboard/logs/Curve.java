package jacobian.dashboard.logs;

/// A line as it is drawn: for each of its places the last step and time, and the least, the greatest and the mean
/// value there.
public final class Curve {
    private final long[] steps;
    private final double[] walls;
    private final float[] least;
    private final float[] greatest;
    private final float[] means;
    private final boolean exact;

    Curve(int size, boolean exact) {
        this.steps = new long[size];
        this.walls = new double[size];
        this.least = new float[size];
        this.greatest = new float[size];
        this.means = new float[size];
        this.exact = exact;
    }

    void put(int at, long step, double wall, float low, float high, float mean) {
        steps[at] = step;
        walls[at] = wall;
        least[at] = low;
        greatest[at] = high;
        means[at] = mean;
    }

    public int size() {
        return steps.length;
    }

    /// Whether every place is one point, so that least, greatest and mean are the same.
    public boolean isExact() {
        return exact;
    }

    public long[] steps() {
        return steps.clone();
    }

    /// Seconds since 1970.
    public double[] walls() {
        return walls.clone();
    }

    public float[] least() {
        return least.clone();
    }

    public float[] greatest() {
        return greatest.clone();
    }

    public float[] means() {
        return means.clone();
    }
}
