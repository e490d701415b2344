package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which layers let a mask pass: `supports_masking` of Keras 3.15.1.
class MaskSupportTest {
    static Stream<Layer> supporting() {
        return Stream.of(
                new Dense(1),
                new Embedding(2, 1).maskZero(true),
                new ReversibleEmbedding(2, 1).maskZero(true),
                new Identity(),
                new Masking(),
                new Lambda(Tensor::square).mask((_, masks) -> masks.get(0)),
                new Activation(jacobian.keras.activations.Activations.RELU),
                new ELU(),
                new LeakyReLU(),
                new PReLU(),
                new ReLU(),
                new Softmax(),
                new GlobalAveragePooling1D(),
                new BatchNormalization(),
                new GroupNormalization(),
                new LayerNormalization(),
                new UnitNormalization(),
                new Dropout(0.5),
                new AlphaDropout(0.5),
                new GaussianDropout(0.5),
                new GaussianNoise(0.5),
                new SpatialDropout1D(0.5),
                new SpatialDropout2D(0.5),
                new SpatialDropout3D(0.5),
                new ActivityRegularization(),
                new Add(),
                new Average(),
                new Concatenate(),
                new Dot(1),
                new Maximum(),
                new Minimum(),
                new Multiply(),
                new Subtract());
    }

    static Stream<Layer> losing() {
        return Stream.of(
                new EinsumDense("ab,bc->ac", 1),
                new Embedding(2, 1),
                new ReversibleEmbedding(2, 1),
                new Lambda(Tensor::square),
                new Conv1D(1, 1),
                new Conv2DTranspose(1, 1),
                new DepthwiseConv1D(1),
                new SeparableConv2D(1, 1),
                new MaxPooling1D(2),
                new AveragePooling3D(2),
                new GlobalMaxPooling1D(),
                new GlobalAveragePooling2D(),
                new AdaptiveMaxPooling1D(1),
                new RMSNormalization(),
                new SpectralNormalization(new Dense(1)),
                new Reshape(1),
                new Flatten(),
                new Permute(1),
                new RepeatVector(1),
                new Cropping1D(1),
                new ZeroPadding2D(1),
                new UpSampling1D(1));
    }

    @ParameterizedTest
    @MethodSource("supporting")
    void lets_masks_pass(Layer layer) {
        assertThat(layer.supportsMasking()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("losing")
    void loses_masks(Layer layer) {
        assertThat(layer.supportsMasking()).isFalse();
    }

    private static List<String> warnings(Runnable action) {
        var messages = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(entry.getMessage() + " " + List.of(entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var log = Logger.getLogger(Masks.class.getName());
        log.addHandler(handler);
        try {
            action.run();
        } finally {
            log.removeHandler(handler);
        }
        return messages;
    }

    private static Tensor masked() {
        var mask = Tensor.of(1.0, 0).reshape(1, 2).cast(DType.BOOL);
        return Masks.with(Tensor.of(1.0, 2).reshape(1, 2, 1), mask);
    }

    @Test
    void a_lost_mask_is_told_once_with_the_name_of_the_layer() {
        var layer = new Conv1D(1, 1).name("window");
        assertThat(warnings(() -> {
                    layer.apply(masked());
                    layer.apply(masked());
                }))
                .singleElement()
                .asString()
                .contains("loses it")
                .contains("called \"{1}\"")
                .contains("window");
    }

    @Test
    void layers_that_let_it_pass_or_end_it_on_purpose_tell_nothing() {
        assertThat(warnings(() -> {
                    new Dense(1).apply(masked());
                    new GlobalAveragePooling1D().apply(masked());
                    new Dot(2).apply(masked(), masked());
                }))
                .isEmpty();
        assertThat(Masks.of(new Dense(1).apply(masked()))).isPresent();
        assertThat(Masks.of(new Dot(2).apply(masked(), masked()))).isEmpty();
    }
}
