package jacobian.keras.serialization;

import jacobian.keras.config.DTypePolicy;
import jacobian.keras.constraints.MaxNorm;
import jacobian.keras.constraints.MinMaxNorm;
import jacobian.keras.constraints.NonNeg;
import jacobian.keras.constraints.UnitNorm;
import jacobian.keras.initializers.Constant;
import jacobian.keras.initializers.GlorotNormal;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.HeNormal;
import jacobian.keras.initializers.HeUniform;
import jacobian.keras.initializers.IdentityInitializer;
import jacobian.keras.initializers.LecunNormal;
import jacobian.keras.initializers.LecunUniform;
import jacobian.keras.initializers.Ones;
import jacobian.keras.initializers.Orthogonal;
import jacobian.keras.initializers.RandomNormal;
import jacobian.keras.initializers.RandomUniform;
import jacobian.keras.initializers.STFT;
import jacobian.keras.initializers.TruncatedNormal;
import jacobian.keras.initializers.VarianceScaling;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.L1;
import jacobian.keras.regularizers.L1L2;
import jacobian.keras.regularizers.L2;
import jacobian.keras.regularizers.OrthogonalRegularizer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The small values that files may name: initializers, regularizers, constraints, policies of element types.
///
/// They are records, whose components are the keys; each stands here with Keras' defaults.
final class PieceTable {
    private PieceTable() {}

    static Stream<Known> all() {
        return Stream.of(plainInitializers(), randomInitializers(), scaledInitializers(), others())
                .flatMap(each -> each);
    }

    private static Known of(String module, Record standard) {
        return Known.of(module, standard.getClass(), _ -> standard);
    }

    private static Known initializer(Record standard) {
        return of("keras.initializers", standard).with(form -> form.reads("seed", PieceTable::seed));
    }

    private static Stream<Known> plainInitializers() {
        return Stream.of(
                initializer(new Zeros()),
                initializer(new Ones()),
                initializer(new Constant(0)),
                initializer(new IdentityInitializer())
                        .called("Identity")
                        .with(form -> form.writes("gain", IdentityInitializer.class, PieceTable::gain)),
                initializer(new STFT()));
    }

    private static Stream<Known> randomInitializers() {
        return Stream.of(
                initializer(new RandomNormal()),
                initializer(new TruncatedNormal()),
                initializer(new RandomUniform())
                        .with(form -> form.renames("low", "minval").renames("high", "maxval")),
                initializer(new Orthogonal()));
    }

    private static Stream<Known> scaledInitializers() {
        return Stream.of(
                        new VarianceScaling(),
                        new GlorotNormal(),
                        new GlorotUniform(),
                        new HeNormal(),
                        new HeUniform(),
                        new LecunNormal(),
                        new LecunUniform())
                .map(PieceTable::initializer)
                .map(known -> known.with(form -> axes(form, "input_axes", "output_axes")));
    }

    /// Keras forgets it, and reads it.
    private static Object gain(IdentityInitializer initializer) {
        return initializer.gain() == 1 ? Form.ABSENT : initializer.gain();
    }

    /// Axes that are told from the shape are null in files.
    private static Form axes(Form form, String... keys) {
        for (var key : keys) {
            form.writes(key, Record.class, record -> none(Records.values(record).get(key)));
        }
        return form;
    }

    private static @Nullable Object none(@Nullable Object value) {
        return value instanceof List<?> list && list.isEmpty() ? null : value;
    }

    /// A seed, or a generator that was given one.
    private static Object seed(Conversion place, Object json) {
        var seed = json instanceof Map<?, ?> generator && generator.get("config") instanceof Map<?, ?> config
                ? config.get("seed")
                : json;
        return seed == null
                ? java.util.OptionalLong.empty()
                : java.util.OptionalLong.of((long) place.one(Long.class, seed));
    }

    private static Stream<Known> others() {
        return Stream.of(
                of("keras.regularizers", new L1()).with(form -> narrow(form, "l1")),
                of("keras.regularizers", new L2()),
                of("keras.regularizers", new L1L2(0, 0)),
                of("keras.regularizers", new OrthogonalRegularizer()).with(form -> narrow(form, "factor")),
                of("keras.constraints", new MaxNorm()).with(PieceTable::axis),
                of("keras.constraints", new MinMaxNorm()).with(PieceTable::axis),
                of("keras.constraints", new NonNeg()),
                of("keras.constraints", new UnitNorm()).with(PieceTable::axis),
                of("keras", new DTypePolicy("float32")));
    }

    private static Form axis(Form form) {
        return form.writes(
                "axis",
                Record.class,
                record -> Layers.alone(Records.values(record).get("axis")));
    }

    /// Keras writes these numbers as float32 has them.
    private static Form narrow(Form form, String key) {
        return form.writes(
                        key,
                        Record.class,
                        record -> narrowed(Records.values(record).get(key)))
                .reads(key, (place, json) -> Numbers.widened((double) place.one(Double.class, json)));
    }

    private static @Nullable Object narrowed(@Nullable Object value) {
        return value instanceof Double number ? (Object) Numbers.narrowed(number) : value;
    }
}
