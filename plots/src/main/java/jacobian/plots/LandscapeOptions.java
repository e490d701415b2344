package jacobian.plots;

import jacobian.engine.tensor.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which cut through the loss of a model [LossLandscape] takes, and how fine.
///
/// As long as nothing is chosen the cut runs through the weights as they are: along the two directions in which the
/// [#path] spreads most, where there is one, else along two random directions.
public final class LandscapeOptions {
    private final List<Place> weights = new ArrayList<>();
    private Optional<WeightPath> path = Optional.empty();
    private boolean random;
    private long seed;
    private int dimensions = 2;
    private int steps;
    private double reach;

    /// One number of one variable.
    record Place(Variable variable, int[] index) {}

    LandscapeOptions() {}

    /// Shows the way that a training took; where nothing else is chosen the cut lies along its main directions (PCA).
    public LandscapeOptions path(WeightPath path) {
        this.path = Optional.of(path);
        return this;
    }

    /// Cuts along one number of one variable: `weight(dense.weights().get(0), 3, 1)`. Said once, the loss is drawn over
    /// this weight, said twice, over both.
    public LandscapeOptions weight(Variable variable, int... index) {
        if (weights.size() == 2) {
            throw new IllegalArgumentException("two weights are chosen already: a picture has two directions");
        }
        int rank = variable.shape().rank();
        if (index.length != rank) {
            throw new IllegalArgumentException(variable.name() + " has shape " + variable.shape() + ": needs " + rank
                    + " numbers to choose a weight, not " + index.length);
        }
        for (int axis = 0; axis < rank; axis++) {
            if (index[axis] < 0 || index[axis] >= variable.shape().size(axis)) {
                throw new IllegalArgumentException(variable.name() + " has shape " + variable.shape()
                        + ": there is no number " + index[axis] + " along axis " + axis);
            }
        }
        weights.add(new Place(variable, index.clone()));
        dimensions = weights.size();
        return this;
    }

    /// Cuts along random directions that are as long as the weights, filter by filter (Li et al. 2018, "Visualizing the
    /// Loss Landscape of Neural Nets"), also where there is a path.
    public LandscapeOptions random(long seed) {
        random = true;
        this.seed = seed;
        return this;
    }

    /// Sets the number of directions: 1 gives a line, 2, as long as nothing else is said, a plane.
    public LandscapeOptions dimensions(int dimensions) {
        if (dimensions != 1 && dimensions != 2) {
            throw new IllegalArgumentException("dimensions(" + dimensions + "): a picture has 1 or 2 directions");
        }
        this.dimensions = dimensions;
        return this;
    }

    /// Sets at how many places along each direction the loss is computed: as long as nothing else is said 31 for a
    /// plane (961 evaluations of the data) and 101 for a line.
    public LandscapeOptions steps(int steps) {
        if (steps < 3 || steps > 1001) {
            throw new IllegalArgumentException("steps(" + steps + "): needs 3 to 1001 places along each direction");
        }
        this.steps = steps;
        return this;
    }

    /// Sets how far the cut goes from the present weights, each way: for random directions 1 is as far as the weights
    /// are long, and what is taken as long as nothing else is said; for others the path and a margin.
    public LandscapeOptions reach(double reach) {
        if (!(reach > 0) || Double.isInfinite(reach)) {
            throw new IllegalArgumentException("reach(" + reach + "): needs a number above 0");
        }
        this.reach = reach;
        return this;
    }

    List<Place> weights() {
        return weights;
    }

    Optional<WeightPath> path() {
        return path;
    }

    boolean isRandom() {
        return random;
    }

    long seed() {
        return seed;
    }

    int dimensions() {
        return weights.isEmpty() ? dimensions : weights.size();
    }

    int steps() {
        return steps > 0 ? steps : dimensions() == 1 ? 101 : 31;
    }

    /// 0 where it was not said.
    double reach() {
        return reach;
    }
}
