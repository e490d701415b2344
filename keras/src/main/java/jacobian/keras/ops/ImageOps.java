package jacobian.keras.ops;

import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// What the `image` part of `keras.ops` is here.
final class ImageOps {
    private ImageOps() {}

    private static Interpolation interpolation(Given args, String name) {
        return Interpolation.valueOf(args.text(name, "bilinear").toUpperCase(Locale.ROOT));
    }

    private static FillMode fillMode(Given args, String otherwise) {
        return FillMode.valueOf(args.text("fill_mode", otherwise).toUpperCase(Locale.ROOT));
    }

    private static void whole(Given args, String name, IntConsumer set) {
        if (args.has(name)) {
            set.accept(args.integer(name, 0));
        }
    }

    static OpTable sizes() {
        return new OpTable()
                .of(
                        "image.resize",
                        (x, args) -> Images.resize(
                                x,
                                args.ints("size")[0],
                                args.ints("size")[1],
                                resize -> resize.interpolation(interpolation(args, "interpolation"))
                                        .antialias(args.flag("antialias"))
                                        .cropToAspectRatio(args.flag("crop_to_aspect_ratio"))
                                        .padToAspectRatio(args.flag("pad_to_aspect_ratio"))
                                        .fillMode(fillMode(args, "constant"))
                                        .fillValue(args.number("fill_value", 0))
                                        .dataFormat(NnOps.format(args))))
                .of(
                        "image.scale_and_translate",
                        (x, args) -> Images.scaleAndTranslate(
                                x, interpolation(args, "method"), args.flag("antialias", true), axes(args)))
                .of("image.crop_images", (x, args) -> Images.cropImages(x, crop -> crop(crop, args)))
                .of("image.pad_images", (x, args) -> Images.padImages(x, pad -> pad(pad, args)));
    }

    private static ScaledAxis[] axes(Given args) {
        int[] axes = args.ints("spatial_dims");
        return IntStream.range(0, axes.length)
                .mapToObj(i -> new ScaledAxis(
                        axes[i],
                        args.ints("output_shape")[axes[i]],
                        args.json().get("scale").get(i).asDouble(),
                        args.json().get("translation").get(i).asDouble()))
                .toArray(ScaledAxis[]::new);
    }

    private static void crop(CropOptions crop, Given args) {
        crop.dataFormat(NnOps.format(args));
        whole(args, "top_cropping", crop::topCropping);
        whole(args, "left_cropping", crop::leftCropping);
        whole(args, "bottom_cropping", crop::bottomCropping);
        whole(args, "right_cropping", crop::rightCropping);
        whole(args, "target_height", crop::targetHeight);
        whole(args, "target_width", crop::targetWidth);
    }

    private static void pad(PadOptions pad, Given args) {
        pad.dataFormat(NnOps.format(args));
        whole(args, "top_padding", pad::topPadding);
        whole(args, "left_padding", pad::leftPadding);
        whole(args, "bottom_padding", pad::bottomPadding);
        whole(args, "right_padding", pad::rightPadding);
        whole(args, "target_height", pad::targetHeight);
        whole(args, "target_width", pad::targetWidth);
    }

    private static <O extends SamplingOptions<O>> O sampling(O options, Given args) {
        return options.interpolation(interpolation(args, "interpolation"))
                .fillValue(args.number("fill_value", 0))
                .dataFormat(NnOps.format(args));
    }

    static OpTable movements() {
        return new OpTable()
                .one(
                        "image.affine_transform",
                        (in, args) -> Images.affineTransform(
                                in.get(0),
                                in.get(1),
                                affine -> sampling(affine, args).fillMode(fillMode(args, "constant"))))
                .one(
                        "image.perspective_transform",
                        (in, args) -> Images.perspectiveTransform(
                                in.get(0), in.get(1), in.get(2), perspective -> sampling(perspective, args)))
                .of(
                        "image.elastic_transform",
                        (x, args) -> Images.elasticTransform(
                                x,
                                elastic -> sampling(elastic, args)
                                        .alpha(args.number("alpha", 20))
                                        .sigma(args.number("sigma", 5))
                                        .fillMode(fillMode(args, "reflect"))
                                        .seed(args.integer("seed", 0))))
                .one(
                        "image.map_coordinates",
                        (in, args) -> Images.mapCoordinates(
                                in.get(0),
                                in.get(1),
                                args.integer("order", 1),
                                fillMode(args, "constant"),
                                args.number("fill_value", 0)));
    }

    static OpTable neighbourhoods() {
        return new OpTable()
                .of(
                        "image.extract_patches",
                        (x, args) ->
                                Images.extractPatches(x, args.ints("size"), patches -> NnOps.patches(patches, args)))
                .of(
                        "image.extract_patches_3d",
                        (x, args) ->
                                Images.extractPatches3d(x, args.ints("size"), patches -> NnOps.patches(patches, args)))
                .of("image.gaussian_blur", (x, args) -> Images.gaussianBlur(x, blur -> blur(blur, args)))
                .of("image.sobel_edges", (x, args) -> Images.sobelEdges(x, NnOps.format(args)))
                .one(
                        "image.ssim",
                        (in, args) -> Images.ssim(
                                in.get(0),
                                in.get(1),
                                ssim -> ssim.dataFormat(NnOps.format(args))
                                        .maxVal(args.number("max_val", 1))
                                        .filterSize(args.integer("filter_size", 11))
                                        .filterSigma(args.number("filter_sigma", 1.5))
                                        .k1(args.number("k1", 0.01))
                                        .k2(args.number("k2", 0.03))))
                .of("image.rgb_to_grayscale", (x, args) -> Images.rgbToGrayscale(x, NnOps.format(args)))
                .of("image.rgb_to_hsv", (x, args) -> Images.rgbToHsv(x, NnOps.format(args)))
                .of("image.hsv_to_rgb", (x, args) -> Images.hsvToRgb(x, NnOps.format(args)));
    }

    private static void blur(BlurOptions blur, Given args) {
        blur.dataFormat(NnOps.format(args));
        if (args.has("kernel_size")) {
            blur.kernelSize(args.ints("kernel_size")[0], args.ints("kernel_size")[1]);
            var sigma = args.json().get("sigma");
            blur.sigma(sigma.get(0).asDouble(), sigma.get(1).asDouble());
        }
    }
}
