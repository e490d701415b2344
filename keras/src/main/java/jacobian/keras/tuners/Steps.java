package jacobian.keras.tuners;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Numbers at equal distances, or with equal ratios.
final class Steps {
    /// Rounding must not lose the last one.
    private static final double SLACK = 1e-9;

    private static final int MOST = 10_000_000;

    private Steps() {}

    /// The numbers from `least` on that are not above `most`, in the order of probability: with `LOG` each is
    /// `step` times the one before, and `REVERSE_LOG` is that seen from `most`, as in KerasTuner.
    static List<Double> of(double least, double most, double step, Sampling sampling) {
        double count = sampling == Sampling.LINEAR ? (most - least) / step : Math.log(most / least) / Math.log(step);
        if (count > MOST) {
            throw new IllegalArgumentException("from " + least + " to " + most + " in steps of " + step + " there are "
                    + (long) count + " values: leave the step out, or make it larger");
        }
        var values = new ArrayList<Double>();
        for (int i = 0; i <= (int) (count + SLACK); i++) {
            values.add(
                    switch (sampling) {
                        case LINEAR -> least + i * step;
                        case LOG -> least * Math.pow(step, i);
                        case REVERSE_LOG -> most + least - least * Math.pow(step, i);
                    });
        }
        return values;
    }

    /// Which of `count` equal parts `u` from [0, 1) is in.
    static int index(double u, int count) {
        return Math.clamp((long) (u * count), 0, count - 1);
    }

    /// The middle of part number `index` of `count`.
    static double part(int index, int count) {
        return (index + 0.5) / count;
    }

    static OptionalDouble number(OptionalInt step) {
        return step.isPresent() ? OptionalDouble.of(step.getAsInt()) : OptionalDouble.empty();
    }

    /// Refuses limits and steps that give no numbers.
    static void check(double least, double most, OptionalDouble step, Sampling sampling) {
        if (!(least <= most) || !Double.isFinite(most - least)) {
            throw new IllegalArgumentException(
                    "from " + least + " to " + most + " there is nothing: needs a first number that is not larger");
        }
        if (sampling != Sampling.LINEAR && !(least > 0)) {
            throw new IllegalArgumentException("from " + least + " to " + most + " with sampling " + sampling
                    + ": needs numbers above 0, or sampling LINEAR");
        }
        boolean factor = sampling != Sampling.LINEAR;
        if (step.isPresent() && !(step.getAsDouble() > (factor ? 1 : 0))) {
            throw new IllegalArgumentException("step=" + step.getAsDouble() + " with sampling " + sampling
                    + ": needs a " + (factor ? "factor above 1" : "distance above 0"));
        }
    }
}
