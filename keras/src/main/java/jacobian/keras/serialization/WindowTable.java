package jacobian.keras.serialization;

import jacobian.keras.layers.AdaptiveAveragePooling1D;
import jacobian.keras.layers.AdaptiveAveragePooling2D;
import jacobian.keras.layers.AdaptiveAveragePooling3D;
import jacobian.keras.layers.AdaptiveMaxPooling1D;
import jacobian.keras.layers.AdaptiveMaxPooling2D;
import jacobian.keras.layers.AdaptiveMaxPooling3D;
import jacobian.keras.layers.AveragePooling1D;
import jacobian.keras.layers.AveragePooling2D;
import jacobian.keras.layers.AveragePooling3D;
import jacobian.keras.layers.Conv1D;
import jacobian.keras.layers.Conv1DTranspose;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Conv2DTranspose;
import jacobian.keras.layers.Conv3D;
import jacobian.keras.layers.Conv3DTranspose;
import jacobian.keras.layers.Cropping1D;
import jacobian.keras.layers.Cropping2D;
import jacobian.keras.layers.Cropping3D;
import jacobian.keras.layers.DepthwiseConv1D;
import jacobian.keras.layers.DepthwiseConv2D;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.GlobalAveragePooling2D;
import jacobian.keras.layers.GlobalAveragePooling3D;
import jacobian.keras.layers.GlobalMaxPooling1D;
import jacobian.keras.layers.GlobalMaxPooling2D;
import jacobian.keras.layers.GlobalMaxPooling3D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.MaxPooling1D;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.layers.MaxPooling3D;
import jacobian.keras.layers.Permute;
import jacobian.keras.layers.RepeatVector;
import jacobian.keras.layers.Reshape;
import jacobian.keras.layers.SeparableConv1D;
import jacobian.keras.layers.SeparableConv2D;
import jacobian.keras.layers.UpSampling1D;
import jacobian.keras.layers.UpSampling2D;
import jacobian.keras.layers.UpSampling3D;
import jacobian.keras.layers.ZeroPadding1D;
import jacobian.keras.layers.ZeroPadding2D;
import jacobian.keras.layers.ZeroPadding3D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The layers that files may name which look at windows of images and sequences, or only move cells.
final class WindowTable {
    private WindowTable() {}

    static Stream<Known> all() {
        return Stream.of(convolution(), transposed(), byChannel(), pooling(), global(), adaptive(), borders(), moving())
                .flatMap(each -> each);
    }

    /// The sizes of windows, one for each of `rank` axes.
    static int[] sizes(SavedConfig in, String key, int rank) {
        var sizes = in.integers(key);
        if (sizes.length == 1 && rank > 1) {
            var same = new int[rank];
            java.util.Arrays.fill(same, sizes[0]);
            return same;
        }
        if (sizes.length != rank) {
            throw new IllegalArgumentException(key + " has " + sizes.length + " sizes, needs " + rank);
        }
        return sizes;
    }

    private static int[] kernel(SavedConfig in, int rank) {
        return sizes(in, "kernel_size", rank);
    }

    private static Stream<Known> convolution() {
        return Stream.of(
                        Layers.withPenalty(Conv1D.class, in -> new Conv1D(in.integer("filters"), kernel(in, 1)[0])),
                        Layers.withPenalty(Conv2D.class, in -> {
                            var k = kernel(in, 2);
                            return new Conv2D(in.integer("filters"), k[0], k[1]);
                        }),
                        Layers.withPenalty(Conv3D.class, in -> {
                            var k = kernel(in, 3);
                            return new Conv3D(in.integer("filters"), k[0], k[1], k[2]);
                        }))
                .map(known -> known.with(Layers::lora));
    }

    private static Stream<Known> transposed() {
        return Stream.of(
                Layers.withPenalty(
                        Conv1DTranspose.class, in -> new Conv1DTranspose(in.integer("filters"), kernel(in, 1)[0])),
                Layers.withPenalty(Conv2DTranspose.class, in -> {
                    var k = kernel(in, 2);
                    return new Conv2DTranspose(in.integer("filters"), k[0], k[1]);
                }),
                Layers.withPenalty(Conv3DTranspose.class, in -> {
                    var k = kernel(in, 3);
                    return new Conv3DTranspose(in.integer("filters"), k[0], k[1], k[2]);
                }));
    }

    private static Stream<Known> byChannel() {
        return Stream.of(
                Layers.withPenalty(DepthwiseConv1D.class, in -> new DepthwiseConv1D(kernel(in, 1)[0])),
                Layers.withPenalty(DepthwiseConv2D.class, in -> {
                    var k = kernel(in, 2);
                    return new DepthwiseConv2D(k[0], k[1]);
                }),
                Layers.withPenalty(
                        SeparableConv1D.class, in -> new SeparableConv1D(in.integer("filters"), kernel(in, 1)[0])),
                Layers.withPenalty(SeparableConv2D.class, in -> {
                    var k = kernel(in, 2);
                    return new SeparableConv2D(in.integer("filters"), k[0], k[1]);
                }));
    }

    private static Stream<Known> pooling() {
        Function<SavedConfig, int[]> one = in -> sizes(in, "pool_size", 1);
        Function<SavedConfig, int[]> two = in -> sizes(in, "pool_size", 2);
        Function<SavedConfig, int[]> three = in -> sizes(in, "pool_size", 3);
        return Stream.of(
                        Layers.of(MaxPooling1D.class, in -> new MaxPooling1D(one.apply(in)[0])),
                        Layers.of(AveragePooling1D.class, in -> new AveragePooling1D(one.apply(in)[0])),
                        Layers.of(MaxPooling2D.class, in -> {
                            var p = two.apply(in);
                            return new MaxPooling2D(p[0], p[1]);
                        }),
                        Layers.of(AveragePooling2D.class, in -> {
                            var p = two.apply(in);
                            return new AveragePooling2D(p[0], p[1]);
                        }),
                        Layers.of(MaxPooling3D.class, in -> {
                            var p = three.apply(in);
                            return new MaxPooling3D(p[0], p[1], p[2]);
                        }),
                        Layers.of(AveragePooling3D.class, in -> {
                            var p = three.apply(in);
                            return new AveragePooling3D(p[0], p[1], p[2]);
                        }))
                .map(known -> known.with(form -> form.writes("strides", Layer.class, WindowTable::strides)
                        .unlessEqual("strides", (layer, value) -> value.equals(poolSize((Layer) layer)))));
    }

    /// Windows follow one another unless strides say otherwise.
    private static @Nullable Object strides(Layer layer) {
        return layer.config().getOrDefault("strides", poolSize(layer));
    }

    private static @Nullable Object poolSize(Layer layer) {
        return layer.config().get("pool_size");
    }

    private static Stream<Known> global() {
        return Stream.of(
                Layers.of(GlobalAveragePooling1D.class, _ -> new GlobalAveragePooling1D()),
                Layers.of(GlobalAveragePooling2D.class, _ -> new GlobalAveragePooling2D()),
                Layers.of(GlobalAveragePooling3D.class, _ -> new GlobalAveragePooling3D()),
                Layers.of(GlobalMaxPooling1D.class, _ -> new GlobalMaxPooling1D()),
                Layers.of(GlobalMaxPooling2D.class, _ -> new GlobalMaxPooling2D()),
                Layers.of(GlobalMaxPooling3D.class, _ -> new GlobalMaxPooling3D()));
    }

    private static Stream<Known> adaptive() {
        Function<SavedConfig, int[]> size = in -> in.integers("output_size");
        return Stream.of(
                Layers.of(AdaptiveAveragePooling1D.class, in -> new AdaptiveAveragePooling1D(size.apply(in))),
                Layers.of(AdaptiveAveragePooling2D.class, in -> new AdaptiveAveragePooling2D(size.apply(in))),
                Layers.of(AdaptiveAveragePooling3D.class, in -> new AdaptiveAveragePooling3D(size.apply(in))),
                Layers.of(AdaptiveMaxPooling1D.class, in -> new AdaptiveMaxPooling1D(size.apply(in))),
                Layers.of(AdaptiveMaxPooling2D.class, in -> new AdaptiveMaxPooling2D(size.apply(in))),
                Layers.of(AdaptiveMaxPooling3D.class, in -> new AdaptiveMaxPooling3D(size.apply(in))));
    }

    private static Stream<Known> borders() {
        return Stream.of(
                Layers.of(Cropping1D.class, in -> new Cropping1D(border(in, "cropping"))),
                Layers.of(Cropping2D.class, in -> new Cropping2D(border(in, "cropping"))),
                Layers.of(Cropping3D.class, in -> new Cropping3D(border(in, "cropping"))),
                Layers.of(ZeroPadding1D.class, in -> new ZeroPadding1D(border(in, "padding"))),
                Layers.of(ZeroPadding2D.class, in -> new ZeroPadding2D(border(in, "padding"))),
                Layers.of(ZeroPadding3D.class, in -> new ZeroPadding3D(border(in, "padding"))));
    }

    /// Pairs of numbers in a row.
    private static int[] border(SavedConfig in, String key) {
        var flat = new ArrayList<Integer>();
        for (var each : in.list(key, Object.class)) {
            for (var number : each instanceof List<?> pair ? pair : List.of(each)) {
                flat.add((Integer) in.conversion(key).one(Integer.class, number));
            }
        }
        return flat.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Stream<Known> moving() {
        return Stream.of(
                Layers.of(Flatten.class, _ -> new Flatten()),
                Layers.of(Reshape.class, in -> new Reshape(in.integers("target_shape"))),
                Layers.of(Permute.class, in -> new Permute(in.integers("dims"))),
                Layers.of(RepeatVector.class, in -> new RepeatVector(in.integer("n"))),
                Layers.of(UpSampling1D.class, in -> new UpSampling1D(sizes(in, "size", 1)[0])),
                Layers.of(UpSampling2D.class, in -> {
                    var s = sizes(in, "size", 2);
                    return new UpSampling2D(s[0], s[1]);
                }),
                Layers.of(UpSampling3D.class, in -> {
                    var s = sizes(in, "size", 3);
                    return new UpSampling3D(s[0], s[1], s[2]);
                }),
                Layers.of(Input.class, WindowTable::input)
                        .called("InputLayer")
                        .with(form -> Layers.plainType(form)
                                .omits("shape", "batch_size", "trainable")
                                .writes("batch_shape", Input.class, WindowTable::batchShape)
                                .constant("sparse", false)
                                .constant("ragged", false)
                                .constant("optional", false)
                                .ignores("input_tensor")));
    }

    private static Input input(SavedConfig in) {
        var key = in.has("batch_input_shape") ? "batch_input_shape" : "batch_shape";
        return in.has(key) ? Input.batchShape(in.integers(key)) : new Input(in.integers("shape"));
    }

    private static @Nullable Object batchShape(Input input) {
        return Layers.sizes(new ArrayList<>(input.type().shape().dims().stream()
                .map(jacobian.engine.shape.Dim::size)
                .toList()));
    }
}
