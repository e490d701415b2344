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
        var place = Place.of(course.plan(), step.signs());
        return Optional.of(new Finding(
                problem(),
                place.where(),
                step.number(),
                step.epoch(),
                place.what(),
                Map.of("loss", course.plan().loss(step.signs()))));
    }

    /// Where the first number is that is none.
    private record Place(String where, String what) {
        static Place of(Plan plan, float... signs) {
            var input = plan.inputs().stream()
                    .filter(each -> each.isData() && !Double.isFinite(each.largest(signs)))
                    .findFirst();
            if (input.isPresent()) {
                return new Place("inputs of " + input.get().layer(), "the data itself holds numbers that are none");
            }
            var layer =
                    plan.layers().stream().filter(each -> !each.isFinite(signs)).findFirst();
            if (layer.isPresent()) {
                var name = layer.get().name();
                return new Place(
                        name,
                        "its outputs are not finite, and it is the first layer of which that is so"
                                + operation(plan, name, signs));
            }
            if (plan.outputs().stream().anyMatch(each -> !Double.isFinite(each.mean(0, signs)))) {
                return new Place("targets", "the data itself holds numbers that are none");
            }
            double loss = plan.loss(signs);
            return Double.isFinite(loss)
                    ? gradient(plan, loss, signs)
                    : new Place(
                            "loss",
                            "the loss is " + loss + ", though the outputs of all layers are finite"
                                    + operation(plan, "loss", signs));
        }

        /// The first operation that went wrong, if it is one that is watched.
        private static String operation(Plan plan, String where, float... signs) {
            return plan.operations().stream()
                    .filter(each -> each.where().equals(where) && !each.isFinite(signs))
                    .findFirst()
                    .map(each -> "; in it \"" + each.name() + "\" is the first operation that gives such numbers")
                    .orElse("");
        }

        /// Gradients are made from the last layer to the first.
        private static Place gradient(Plan plan, double loss, float... signs) {
            return plan.variables().reversed().stream()
                    .filter(each -> !Double.isFinite(each.gradient(signs)))
                    .findFirst()
                    .map(each -> new Place(
                            each.layer(),
                            "the gradient of " + each.variable().name() + " is not finite, though the loss is "
                                    + Words.number(loss)))
                    .orElseGet(() ->
                            new Place("optimizer", "its step made weights that are not finite of gradients that are"));
        }
    }
}
