package jacobian.keras.callbacks.doctor;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Inputs of a first layer that are far from 1.
final class InputScaleRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.UNSCALED_INPUTS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        if (course.totals().steps() < Thresholds.LEAST_WINDOW && moment != Moment.END) {
            return Optional.empty();
        }
        var totals = course.totals();
        for (int i = 0; i < totals.inputs().size(); i++) {
            double[] scales = totals.scales(i);
            double most = Arrays.stream(scales).max().orElse(0);
            double least = Arrays.stream(scales).min().orElse(0);
            boolean isSmall = totals.largest(i) > 0 && totals.largest(i) < Thresholds.SMALL_INPUT;
            if (most > Thresholds.LARGE_INPUT || isSmall) {
                long large = Arrays.stream(scales)
                        .filter(scale -> scale > Thresholds.LARGE_INPUT)
                        .count();
                var what = scales.length == 1
                        ? "they have the root mean square " + Words.number(most)
                        : (isSmall ? "all" : large) + " of " + scales.length
                                + " features are far from 1: their root mean squares go from " + Words.number(least)
                                + " to " + Words.number(most);
                return Optional.of(new Finding(
                        problem(),
                        "inputs of " + totals.inputs().get(i).layer(),
                        0,
                        0,
                        what,
                        Map.of("least_rms", least, "largest_rms", most, "largest", totals.largest(i))));
            }
        }
        return Optional.empty();
    }
}
