package jacobian.keras.ops;

/// What [Images#resize] can be told.
public final class ResizeOptions extends ImageOptions<ResizeOptions> {
    private Interpolation interpolation = Interpolation.BILINEAR;
    private boolean antialias;
    private boolean cropToAspectRatio;
    private boolean padToAspectRatio;
    private double fillValue;

    ResizeOptions() {}

    @Override
    ResizeOptions self() {
        return this;
    }

    /// Sets what lies between the pixels; `BILINEAR` unless set.
    public ResizeOptions interpolation(Interpolation interpolation) {
        this.interpolation = interpolation;
        return this;
    }

    /// Sets whether an image that becomes smaller is smoothed first; it is not unless set.
    public ResizeOptions antialias(boolean antialias) {
        this.antialias = antialias;
        return this;
    }

    /// Sets whether the largest part in the middle that has the new image's aspect ratio is taken; the whole
    /// image is unless set.
    public ResizeOptions cropToAspectRatio(boolean crop) {
        cropToAspectRatio = crop;
        return exclusive();
    }

    /// Sets whether the image is put into the middle of one that has the new image's aspect ratio; it is not
    /// unless set.
    public ResizeOptions padToAspectRatio(boolean pad) {
        padToAspectRatio = pad;
        return exclusive();
    }

    private ResizeOptions exclusive() {
        if (cropToAspectRatio && padToAspectRatio) {
            throw new IllegalArgumentException(
                    "crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other: set one of them");
        }
        return this;
    }

    /// Sets what is put around the image: `CONSTANT`, the only mode that Keras takes.
    public ResizeOptions fillMode(FillMode fillMode) {
        if (fillMode != FillMode.CONSTANT) {
            throw new IllegalArgumentException("fill_mode=" + fillMode + ": resize takes constant alone");
        }
        return this;
    }

    /// Sets the value of what is put around the image; 0 unless set.
    public ResizeOptions fillValue(double fillValue) {
        this.fillValue = fillValue;
        return this;
    }

    Interpolation interpolation() {
        return interpolation;
    }

    boolean antialias() {
        return antialias;
    }

    boolean crops() {
        return cropToAspectRatio;
    }

    boolean pads() {
        return padToAspectRatio;
    }

    double fillValue() {
        return fillValue;
    }
}
