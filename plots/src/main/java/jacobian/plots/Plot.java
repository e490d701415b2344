package jacobian.plots;

import jacobian.keras.saving.AtomicFile;
import jacobian.plots.drawing.Chart;
import jacobian.plots.drawing.Drawing;
import jacobian.plots.drawing.Figure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A picture: as SVG or PNG, in a file or in a notebook.
///
/// ```java
/// Plots.history(history).title("Digits").size(900, 400).save(Path.of("history.svg"));
/// ```
///
/// Title and size change the picture itself and may be set until it is written, and after.
public final class Plot {
    private static final int SMALLEST = 50;
    private static final int LARGEST = 20_000;

    private final Drawing drawing;
    private String title;
    private String subtitle = "";
    private int width;
    private int height;
    private double scale = 2;

    Plot(String title, int width, int height, Drawing drawing) {
        this.title = title;
        this.width = width;
        this.height = height;
        this.drawing = drawing;
    }

    /// Sets the line above the picture; an empty one takes no room.
    public Plot title(String title) {
        this.title = title;
        return this;
    }

    /// Sets the quieter line under the title; an empty one takes no room.
    public Plot subtitle(String subtitle) {
        this.subtitle = subtitle;
        return this;
    }

    /// Sets width and height, in pixels of a screen of usual density: 50 to 20,000 each.
    public Plot size(int width, int height) {
        for (int length : new int[] {width, height}) {
            if (length < SMALLEST || length > LARGEST) {
                throw new IllegalArgumentException("a picture of " + width + " by " + height + " pixels: needs "
                        + SMALLEST + " to " + LARGEST + " each way");
            }
        }
        this.width = width;
        this.height = height;
        return this;
    }

    /// Sets how many pixels of a PNG stand for one of [#size]: 2 as long as nothing else is said, which is sharp on
    /// dense screens and on paper.
    public Plot scale(double scale) {
        if (!(scale >= 0.25 && scale <= 8)) {
            throw new IllegalArgumentException("scale(" + scale + "): needs a number from 0.25 to 8");
        }
        this.scale = scale;
        return this;
    }

    /// Calls the axes otherwise.
    ///
    /// @throws IllegalStateException where the picture has no two axes
    public Plot labels(String x, String y) {
        if (!(drawing instanceof Chart chart)) {
            throw new IllegalStateException("\"" + title + "\" is not drawn over two axes: there is nothing to label");
        }
        chart.label(x, y);
        return this;
    }

    public String title() {
        return title;
    }

    public String subtitle() {
        return subtitle;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// The picture as an SVG document, which may also stand inside a page.
    public String svg() {
        return figure().svg();
    }

    /// The picture as PNG.
    public byte[] png() {
        if (width * scale * height * scale > 1e8) {
            throw new IllegalStateException("a PNG of " + Math.round(width * scale) + " by "
                    + Math.round(height * scale) + " pixels is too large: give a smaller size or scale, or write SVG");
        }
        return figure().png(scale);
    }

    /// Writes the picture into `file`, whole or not at all, in the form that its ending says: `.svg` or `.png`.
    ///
    /// @throws IllegalArgumentException for any other ending, before anything is written
    /// @throws java.io.UncheckedIOException with the path, where the file system refuses
    public void save(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new IllegalArgumentException(
                    "cannot tell the form of " + file + " by its ending: needs .svg or .png");
        }
        var bytes = name.endsWith(".svg") ? svg().getBytes(StandardCharsets.UTF_8) : png();
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /// As [#save(Path)], the path given as text.
    public void save(String file) {
        save(Path.of(file));
    }

    /// What a notebook shows, by MIME type: the picture as `image/svg+xml`, as `image/png` in Base64, and its title
    /// as `text/plain`. `docs/plots.md` says how kernels take it.
    public Map<String, String> mimeBundle() {
        var bundle = new LinkedHashMap<String, String>();
        bundle.put("image/svg+xml", svg());
        bundle.put("image/png", Base64.getEncoder().encodeToString(png()));
        bundle.put("text/plain", toString());
        return bundle;
    }

    Drawing drawing() {
        return drawing;
    }

    private Figure figure() {
        return new Figure(title, subtitle, width, height, drawing);
    }

    @Override
    public String toString() {
        return "Plot(" + title + ", " + width + " by " + height + ")";
    }
}
