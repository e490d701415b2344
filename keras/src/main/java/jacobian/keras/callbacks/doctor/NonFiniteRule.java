package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// The first number that is none: in the outputs of a layer, in the loss, or in a gradient.
final class NonFiniteRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.NON_FINITE;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        if (course.broken().isEmpty()) {
            return Optional.empty();
        }
        var step = course.broken().get();
        var signs = step.signs();
        var plan = course.plan();
        var layer = plan.layers().stream().filter(each -> !each.isFinite(signs)).findFirst();
        var gradient = plan.variables().reversed().stream()
                .filter(each -> !Double.isFinite(each.gradient(signs)))
                .findFirst();
        String where;
        String what;
        if (layer.isPresent()) {
            where = layer.get().name();
            what = "its outputs are not finite, and it is the first layer of which that is so";
        } else if (!Double.isFinite(plan.loss(signs))) {
            where = "loss";
            what = "the loss is " + plan.loss(signs) + ", though the outputs of all layers are finite";
        } else if (gradient.isPresent()) {
            where = gradient.get().layer();
            what = "the gradient of " + gradient.get().variable().name() + " is not finite, though the loss is "
                    + Words.number(plan.loss(signs));
        } else {
            where = "optimizer";
            what = "its step made weights that are not finite of gradients that are";
        }
        return Optional.of(
                new Finding(problem(), where, step.number(), step.epoch(), what, Map.of("loss", plan.loss(signs))));
    }
}
