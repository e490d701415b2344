package jacobian.keras.metrics;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.losses.Weighting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The area under the curve that the decisions at all thresholds draw: a Riemann sum over thresholds in `[0, 1]`.
///
/// For the ROC curve 0.5 is guessing and 1 is perfect, whatever the share of positive values. With
/// [#multiLabel] the areas of labels are computed apart and averaged.
public final class AUC extends CurveMetric<AUC> {
    /// Which curve is drawn.
    public enum Curve {
        /// Recall over the part of the negative values that is found by mistake.
        ROC,
        /// Precision over recall.
        PR,
        /// Precision gain over recall gain (Flach and Kull 2015).
        PRGAIN
    }

    /// How the area between two neighbouring thresholds is taken.
    public enum Summation {
        /// By the mean height; for [Curve#PR] by interpolating the counts (Davis and Goadrich 2006).
        INTERPOLATION,
        /// By the larger height.
        MAJORING,
        /// By the smaller height.
        MINORING;

        /// The name in files.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Setting<Integer> numThresholds = setting("num_thresholds", 200);
    private final Setting<Curve> curve = setting("curve", Curve.class, Curve.ROC);
    private final Setting<Summation> summationMethod =
            setting("summation_method", Summation.class, Summation.INTERPOLATION);
    private final Setting<List<Double>> thresholds =
            this.<List<Double>>optional("thresholds", List.class).elements(Double.class);
    private final Setting<Boolean> multiLabel = setting("multi_label", false);
    private final Setting<Integer> numLabels = optional("num_labels", Integer.class);
    private final Setting<List<Double>> labelWeights =
            this.<List<Double>>optional("label_weights", List.class).elements(Double.class);
    private final Setting<Boolean> fromLogits = setting("from_logits", false);
    private int labels;

    /// At how many thresholds is counted, 2 or more; 200 unless set.
    public AUC numThresholds(int numThresholds) {
        if (numThresholds < 2) {
            throw new IllegalArgumentException("num_thresholds=" + numThresholds + ": an area needs 2 or more");
        }
        return set(this.numThresholds, numThresholds);
    }

    /// Which curve is drawn; ROC unless set.
    public AUC curve(Curve curve) {
        return set(this.curve, curve);
    }

    /// How areas are taken; by interpolation unless set.
    public AUC summationMethod(Summation summationMethod) {
        return set(this.summationMethod, summationMethod);
    }

    /// The thresholds between 0 and 1 themselves, in place of equal distances; 0 and 1 are added.
    public AUC thresholds(double... thresholds) {
        return set(this.thresholds, Arrays.stream(thresholds).boxed().toList());
    }

    /// Whether each position of the last axis is a label with an area of its own.
    public AUC multiLabel(boolean multiLabel) {
        return set(this.multiLabel, multiLabel);
    }

    /// How many labels there are; known from the first batch unless set.
    public AUC numLabels(int numLabels) {
        return set(this.numLabels, Checks.positive("num_labels", numLabels));
    }

    /// How much each label weighs: its area with [#multiLabel], else its values.
    public AUC labelWeights(double... labelWeights) {
        return set(this.labelWeights, Arrays.stream(labelWeights).boxed().toList());
    }

    /// Whether scores are logits, of which the sigmoid is taken, rather than probabilities.
    public AUC fromLogits(boolean fromLogits) {
        return set(this.fromLogits, fromLogits);
    }

    @Override
    Thresholds borders() {
        return find(thresholds)
                .map(Thresholds::between)
                .orElseGet(() -> Thresholds.evenly(value(numThresholds)).widened());
    }

    @Override
    Optional<int[]> sizes() {
        if (!value(multiLabel)) {
            return super.sizes();
        }
        int known = find(numLabels).orElse(labels);
        return known > 0 ? Optional.of(new int[] {borders().count(), known}) : Optional.empty();
    }

    @Override
    protected void update(Updates updates, Tensor yTrue, Tensor yPred, Weighting weighting) {
        if (value(multiLabel)) {
            if (yPred.rank() != 2 || yTrue.rank() != 2) {
                throw new ShapeException(this + " cannot compare the target " + yTrue.shape() + " with the prediction "
                        + yPred.shape() + "\n  needs  (batch, labels) for both\n  mend   leave multiLabel out");
            }
            labels = yPred.shape().size(1);
        } else if (find(numLabels).isPresent()) {
            throw new IllegalStateException(this + ": num_labels is for multiLabel(true) alone");
        }
        super.update(updates, yTrue, value(fromLogits) ? yPred.sigmoid() : yPred, weighting);
    }

    @Override
    Confusion count(Tensor yTrue, Tensor yPred, Weighting weighting) {
        return value(multiLabel)
                ? Confusion.byLabel(yTrue, yPred, weighting, borders().in(dtype()))
                : Confusion.of(yTrue, yPred, weighting, weights(), borders().in(dtype()));
    }

    private Optional<Tensor> weights() {
        return find(labelWeights)
                .map(each ->
                        Tensor.of(each.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    @Override
    Tensor result(Confusion counts) {
        boolean interpolates = value(summationMethod) == Summation.INTERPOLATION;
        var areas = value(curve) == Curve.PR && interpolates
                ? Area.interpolatedPrecision(counts)
                : Area.of(counts, value(curve), value(summationMethod));
        if (!value(multiLabel)) {
            return areas.sum();
        }
        var byLabel = areas.sum(0);
        return weights()
                .map(weight -> weight.cast(dtype()))
                .map(weight -> Weighting.ratio(byLabel.multiply(weight).sum(), weight.sum()))
                .orElseGet(byLabel::mean);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
