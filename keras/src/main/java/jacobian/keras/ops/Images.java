package jacobian.keras.ops;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The operations of `keras.ops.image`.
///
/// Images are one, `(height, width, channels)`, or a batch of them, `(batch, height, width, channels)`; with
/// `CHANNELS_FIRST` channels come before height and width. Height and width must be known. All have gradients by
/// the pixels, and by the other tensors that they take.
///
/// ```java
/// Images.resize(images, 224, 224, resize -> resize.interpolation(BICUBIC).antialias(true));
/// ```
public final class Images {
    private Images() {}

    // ---- size ----

    /// Keras' `resize`: images of another height and width. Integers are rounded.
    ///
    /// @throws ShapeException where these are no images
    public static Tensor resize(Tensor images, int height, int width, Consumer<ResizeOptions> options) {
        return Resizing.resize(images, height, width, set(new ResizeOptions(), options));
    }

    /// Keras' `scale_and_translate`: some axes of `images` stretched and moved, each by numbers of its own.
    /// `method` is one that weighs by distance: neither `NEAREST` nor `AREA`. With `antialias` an axis that
    /// shrinks is smoothed.
    public static Tensor scaleAndTranslate(Tensor images, Interpolation method, boolean antialias, ScaledAxis... axes) {
        return Resizing.scaleAndTranslate(images, method, antialias, axes);
    }

    /// Keras' `crop_images`: images without some rows and columns at their edges.
    ///
    /// @throws IllegalArgumentException unless two of top, bottom and height, and two of left, right and width
    /// are given
    public static Tensor cropImages(Tensor images, Consumer<CropOptions> options) {
        var chosen = set(new CropOptions(), options);
        return new Picture("crop_images", images, chosen.dataFormat()).map(batch -> {
            var x = batch;
            for (int i = 0; i < 2; i++) {
                int size = x.shape().size(i + 1);
                var border = chosen.border(i, size, -1);
                x = x.range(i + 1, border.low(), size - border.high());
            }
            return x;
        });
    }

    /// Keras' `pad_images`: images with rows and columns of zeros around them.
    ///
    /// @throws IllegalArgumentException unless two of top, bottom and height, and two of left, right and width
    /// are given
    public static Tensor padImages(Tensor images, Consumer<PadOptions> options) {
        var chosen = set(new PadOptions(), options);
        return new Picture("pad_images", images, chosen.dataFormat()).map(batch -> {
            var rows = chosen.border(0, batch.shape().size(1), 1);
            var columns = chosen.border(1, batch.shape().size(2), 1);
            return batch.pad(
                    new int[] {0, rows.low(), columns.low(), 0}, new int[] {0, rows.high(), columns.high(), 0});
        });
    }

    // ---- pixels from elsewhere ----

    /// Keras' `affine_transform`: the pixel at `(x, y)` comes from `((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) /
    /// k)` with `k = c0 x + c1 y + 1`; `transform` is `[a0, a1, a2, b0, b1, b2, c0, c1]`, one or one for each
    /// image. (Keras on JAX takes c0 and c1 for something else.)
    ///
    /// @throws ShapeException where the transform has other than 8 numbers
    public static Tensor affineTransform(Tensor images, Tensor transform, Consumer<TransformOptions> options) {
        return Warping.affine(images, transform, set(new TransformOptions(), options));
    }

    /// Keras' `perspective_transform`: the image seen so that the corners `startPoints` come to lie at
    /// `endPoints`, each `(4, 2)` or `(batch, 4, 2)`, x before y: top left, top right, bottom left, bottom right.
    ///
    /// @throws ShapeException where the points have other shapes
    public static Tensor perspectiveTransform(
            Tensor images, Tensor startPoints, Tensor endPoints, Consumer<PerspectiveOptions> options) {
        return Warping.perspective(images, startPoints, endPoints, set(new PerspectiveOptions(), options));
    }

    /// Keras' `elastic_transform`: pixels moved by smooth random distances (Simard, Steinkraus and Platt 2003).
    public static Tensor elasticTransform(Tensor images, Consumer<ElasticOptions> options) {
        return Warping.elastic(images, set(new ElasticOptions(), options));
    }

    /// Keras' `map_coordinates`: the values of `inputs` of any rank at places between its cells; `coordinates` is
    /// `(rank, ...)`. With `order` 0 those of the nearest cell, with 1 means of the cells around; integers are
    /// rounded.
    ///
    /// @throws ShapeException where there is not one coordinate for each axis
    public static Tensor mapCoordinates(
            Tensor inputs, Tensor coordinates, int order, FillMode fillMode, double fillValue) {
        int rank = inputs.rank();
        if (coordinates.rank() < 2
                || coordinates.shape().size(0) != rank
                || !inputs.shape().isKnown()) {
            throw new ShapeException("map_coordinates cannot take " + inputs.shape() + " at " + coordinates.shape()
                    + ": needs known sizes, and coordinates (" + rank + ", ...)");
        }
        var places = new ArrayList<Tensor>();
        for (int i = 0; i < rank; i++) {
            places.add(coordinates.at(0, i));
        }
        return new Sampling(order, fillMode, fillValue)
                .at(inputs.ravel(), inputs.shape().sizes(), places);
    }

    // ---- neighbourhoods ----

    /// Keras' `extract_patches`: what lies under a window of `size` (one number, or height and width) at each
    /// place: `(..., rows, columns, size * size * channels)`.
    ///
    /// @throws ShapeException where a patch does not fit into the images
    public static Tensor extractPatches(Tensor images, int[] size, Consumer<PatchOptions> options) {
        return patches("extract_patches", images, Spatial.numbers("size", 2, size), options);
    }

    /// Keras' `extract_patches_3d`: the same for volumes `(depth, height, width, channels)` or a batch of them.
    ///
    /// @throws ShapeException where a patch does not fit into the volumes
    public static Tensor extractPatches3d(Tensor volumes, int[] size, Consumer<PatchOptions> options) {
        return patches("extract_patches_3d", volumes, Spatial.numbers("size", 3, size), options);
    }

    private static Tensor patches(String op, Tensor given, List<Integer> size, Consumer<PatchOptions> options) {
        var chosen = set(new PatchOptions(), options);
        var axes = new Spatial(op, chosen.dataFormat(), size.size());
        boolean single = given.rank() == size.size() + 1;
        var x = axes.fixed(axes.last(single ? given.expandDims(0) : given));
        var patches = axes.back(Blocks.patches(x, chosen.window(size, size)));
        return single ? patches.squeeze(0) : patches;
    }

    /// Keras' `gaussian_blur`: each pixel the mean of those around, weighed by a normal distribution; zeros lie
    /// outside.
    public static Tensor gaussianBlur(Tensor images, Consumer<BlurOptions> options) {
        var chosen = set(new BlurOptions(), options);
        return new Picture("gaussian_blur", images.floating(), chosen.dataFormat())
                .map(batch -> Filters.gaussian(batch, chosen.kernelSize(), chosen.sigma()));
    }

    /// Keras' `sobel_edges` of a batch of images: how fast values grow downwards and to the right, along a new
    /// last axis of size 2; zeros lie outside.
    public static Tensor sobelEdges(Tensor images, DataFormat dataFormat) {
        return Filters.sobel(images, dataFormat);
    }

    /// Keras' `ssim`: how alike two images are, 1 where they are the same (Wang, Bovik, Sheikh and Simoncelli
    /// 2004); `(batch,)`, or one number for one pair.
    ///
    /// @throws ShapeException where shapes differ, or are smaller than a window
    public static Tensor ssim(Tensor image1, Tensor image2, Consumer<SsimOptions> options) {
        return Filters.ssim(image1, image2, set(new SsimOptions(), options));
    }

    // ---- colours ----

    /// Keras' `rgb_to_grayscale`: 0.2989 red + 0.587 green + 0.114 blue, one channel of the input's type.
    ///
    /// @throws ShapeException where there are other than three channels, or one
    public static Tensor rgbToGrayscale(Tensor images, DataFormat dataFormat) {
        return Colors.grayscale(images, dataFormat);
    }

    /// Keras' `rgb_to_hsv`: hue, saturation and value, each in [0, 1] where red, green and blue are.
    ///
    /// @throws ShapeException where there are other than three channels
    public static Tensor rgbToHsv(Tensor images, DataFormat dataFormat) {
        return Colors.rgbToHsv(images, dataFormat);
    }

    /// Keras' `hsv_to_rgb`, the inverse of [#rgbToHsv].
    ///
    /// @throws ShapeException where there are other than three channels
    public static Tensor hsvToRgb(Tensor images, DataFormat dataFormat) {
        return Colors.hsvToRgb(images, dataFormat);
    }

    private static <O> O set(O options, Consumer<O> how) {
        how.accept(options);
        return options;
    }
}
