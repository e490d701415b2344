package jacobian.keras.callbacks.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kernels whose units are all alike after some steps, as only a beginning of equal weights leaves them.
final class SymmetryRule implements Rule {
    private static final int MOST = 1 << 22;
    private static final float SAME = 1e-6f;

    @Override
    public Problem problem() {
        return Problem.SYMMETRIC_WEIGHTS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        if (course.opening().isEmpty()
                || course.looksAtWeights()
                || course.broken().isPresent()) {
            return Optional.empty();
        }
        var alike = new ArrayList<String>();
        double largest = 0;
        for (var kernel : course.plan().kernels()) {
            int units = kernel.variable().shape().size(kernel.variable().shape().rank() - 1);
            if (units > 1 && kernel.size() <= MOST) {
                float[] weights = kernel.variable().tensor().floats();
                if (areAlike(units, weights)) {
                    alike.add(kernel.layer());
                    largest = Math.max(largest, Math.abs(weights[0]));
                }
            }
        }
        if (alike.isEmpty()) {
            return Optional.empty();
        }
        var what = "all units have the same weights, as they began"
                + (largest == 0 ? ": 0, and their gradients are 0 too" : "");
        return Optional.of(new Finding(
                problem(),
                Words.list(List.copyOf(alike)),
                0,
                0,
                what,
                Map.of("layers", (double) alike.size(), "first_weight", largest)));
    }

    private static boolean areAlike(int units, float... weights) {
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(Math.abs(weights[i] - weights[i - i % units]) <= SAME * largest)) {
                return false;
            }
        }
        return true;
    }
}
