package jacobian.keras.ops;

/// The functions of `keras.ops.image`, against real Keras.
class ImageOpsTest extends OpCases {
    ImageOpsTest() {
        super(ImageOps.sizes().and(ImageOps.movements()).and(ImageOps.neighbourhoods()), "ops_image");
    }
}
