package jacobian.keras.serialization;

import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.BinaryFocalCrossentropy;
import jacobian.keras.losses.CTC;
import jacobian.keras.losses.CategoricalCrossentropy;
import jacobian.keras.losses.CategoricalFocalCrossentropy;
import jacobian.keras.losses.CategoricalGeneralizedCrossEntropy;
import jacobian.keras.losses.CategoricalHinge;
import jacobian.keras.losses.Circle;
import jacobian.keras.losses.CosineSimilarity;
import jacobian.keras.losses.Dice;
import jacobian.keras.losses.Hinge;
import jacobian.keras.losses.Huber;
import jacobian.keras.losses.KLDivergence;
import jacobian.keras.losses.LogCosh;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.MeanAbsoluteError;
import jacobian.keras.losses.MeanAbsolutePercentageError;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.MeanSquaredLogarithmicError;
import jacobian.keras.losses.Poisson;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.losses.SquaredHinge;
import jacobian.keras.losses.Tversky;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The losses that files may name.
final class LossTable {
    private LossTable() {}

    static Stream<Known> all() {
        return Stream.of(
                of(BinaryCrossentropy::new),
                of(BinaryFocalCrossentropy::new),
                of(CTC::new),
                of(CategoricalCrossentropy::new),
                of(CategoricalFocalCrossentropy::new),
                of(CategoricalGeneralizedCrossEntropy::new),
                of(CategoricalHinge::new),
                of(Circle::new),
                of(CosineSimilarity::new).with(form -> form.ifChanged("axis")),
                of(Dice::new),
                of(Hinge::new),
                of(Huber::new).with(form -> form.ifChanged("delta")),
                of(KLDivergence::new),
                of(LogCosh::new),
                of(MeanAbsoluteError::new),
                of(MeanAbsolutePercentageError::new),
                of(MeanSquaredError::new),
                of(MeanSquaredLogarithmicError::new),
                of(Poisson::new),
                of(SparseCategoricalCrossentropy::new).with(form -> form.ifChanged("axis")),
                of(SquaredHinge::new),
                of(Tversky::new));
    }

    /// Keras forgets the type in which a loss is computed, and reads it.
    private static Known of(Supplier<? extends Loss> maker) {
        return Known.of("keras.losses", maker.get().getClass(), _ -> maker.get())
                .with(form -> form.ifChanged("dtype").none("reduction", Loss.Reduction.NONE));
    }
}
