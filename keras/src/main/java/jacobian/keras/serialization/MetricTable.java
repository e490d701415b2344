package jacobian.keras.serialization;

import jacobian.keras.metrics.AUC;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.metrics.Accuracy;
import jacobian.keras.metrics.BinaryAccuracy;
import jacobian.keras.metrics.BinaryIoU;
import jacobian.keras.metrics.CategoricalAccuracy;
import jacobian.keras.metrics.ConcordanceCorrelation;
import jacobian.keras.metrics.F1Score;
import jacobian.keras.metrics.FBetaScore;
import jacobian.keras.metrics.FalseNegatives;
import jacobian.keras.metrics.FalsePositives;
import jacobian.keras.metrics.IoU;
import jacobian.keras.metrics.LogCoshError;
import jacobian.keras.metrics.Mean;
import jacobian.keras.metrics.MeanIoU;
import jacobian.keras.metrics.OneHotIoU;
import jacobian.keras.metrics.OneHotMeanIoU;
import jacobian.keras.metrics.PearsonCorrelation;
import jacobian.keras.metrics.Precision;
import jacobian.keras.metrics.PrecisionAtRecall;
import jacobian.keras.metrics.R2Score;
import jacobian.keras.metrics.Recall;
import jacobian.keras.metrics.RecallAtPrecision;
import jacobian.keras.metrics.RootMeanSquaredError;
import jacobian.keras.metrics.SensitivityAtSpecificity;
import jacobian.keras.metrics.SparseCategoricalAccuracy;
import jacobian.keras.metrics.SparseTopKCategoricalAccuracy;
import jacobian.keras.metrics.SpecificityAtSensitivity;
import jacobian.keras.metrics.Sum;
import jacobian.keras.metrics.TopKCategoricalAccuracy;
import jacobian.keras.metrics.TrueNegatives;
import jacobian.keras.metrics.TruePositives;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The metrics that files may name. Those that are losses here, by their names in `keras.metrics`, are read as
/// the mean of that loss.
final class MetricTable {
    private static final String MODULE = "keras.metrics";

    private MetricTable() {}

    static Stream<Known> all() {
        return Stream.of(means(), decisions(), curves(), overlaps(), rates(), LossMetrics.all())
                .flatMap(each -> each);
    }

    private static Known of(Supplier<? extends Accumulator> maker) {
        return of(maker.get().getClass(), _ -> maker.get());
    }

    private static Known of(Class<? extends Accumulator> type, Function<SavedConfig, ? extends Accumulator> maker) {
        return new Known(MODULE, type.getSimpleName(), type, maker, new Form())
                .with(form -> form.writes("dtype", Accumulator.class, Accumulator::dtype)
                        .unlessEqual("dtype", (metric, value) -> ((Accumulator) metric).dtype() == value));
    }

    private static Stream<Known> means() {
        return Stream.of(
                of(Mean::new),
                of(Sum::new),
                of(Accuracy::new),
                of(BinaryAccuracy::new),
                of(CategoricalAccuracy::new),
                of(SparseCategoricalAccuracy::new),
                of(TopKCategoricalAccuracy::new),
                of(SparseTopKCategoricalAccuracy::new).with(form -> form.ifChanged("from_sorted_ids")),
                of(RootMeanSquaredError::new),
                of(LogCoshError::new),
                of(PearsonCorrelation::new),
                of(ConcordanceCorrelation::new),
                of(R2Score::new)
                        .with(form -> form.writes("class_aggregation", R2Score.class, MetricTable::aggregation)
                                .none("class_aggregation", R2Score.Aggregation.NONE)));
    }

    private static @Nullable Object aggregation(R2Score score) {
        var aggregation = score.config().get("class_aggregation");
        return aggregation == R2Score.Aggregation.NONE ? null : aggregation;
    }

    private static Stream<Known> decisions() {
        return Stream.of(
                        of(Precision::new),
                        of(Recall::new),
                        of(TruePositives::new).with(form -> form.ifChanged("top_k", "class_id")),
                        of(TrueNegatives::new).with(form -> form.ifChanged("top_k", "class_id")),
                        of(FalsePositives::new).with(form -> form.ifChanged("top_k", "class_id")),
                        of(FalseNegatives::new).with(form -> form.ifChanged("top_k", "class_id")))
                .map(known -> known.with(form -> Layers.alone(form, "thresholds")));
    }

    private static Stream<Known> curves() {
        return Stream.of(
                of(AUC::new)
                        .with(form -> form.ifChanged("thresholds")
                                .writes(
                                        "label_weights",
                                        AUC.class,
                                        auc -> tensor(auc.config().get("label_weights")))),
                of(F1Score::new),
                of(FBetaScore::new));
    }

    private static Stream<Known> overlaps() {
        return Stream.of(
                of(BinaryIoU::new),
                of(IoU.class, in -> new IoU(in.integer("num_classes"), in.integers("target_class_ids"))),
                of(MeanIoU.class, in -> new MeanIoU(in.integer("num_classes"))),
                of(OneHotIoU.class, in -> new OneHotIoU(in.integer("num_classes"), in.integers("target_class_ids"))),
                of(OneHotMeanIoU.class, in -> new OneHotMeanIoU(in.integer("num_classes"))));
    }

    private static Stream<Known> rates() {
        return Stream.of(
                of(SensitivityAtSpecificity.class, in -> new SensitivityAtSpecificity(in.number("specificity"))),
                of(SpecificityAtSensitivity.class, in -> new SpecificityAtSensitivity(in.number("sensitivity"))),
                of(PrecisionAtRecall.class, in -> new PrecisionAtRecall(in.number("recall"))),
                of(RecallAtPrecision.class, in -> new RecallAtPrecision(in.number("precision"))));
    }

    /// Numbers that Keras has made a tensor of, and writes as one.
    private static @Nullable Object tensor(@Nullable Object numbers) {
        return numbers == null
                ? null
                : Map.of("class_name", "__tensor__", "config", Map.of("value", numbers, "dtype", "float32"));
    }
}
