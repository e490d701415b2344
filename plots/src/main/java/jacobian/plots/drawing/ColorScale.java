package jacobian.plots.drawing;

import java.awt.Color;
import java.util.List;

/// Colours for numbers between 0 and 1, from dark to light or back in even steps, so that grey paper keeps the order.
public enum ColorScale {
    /// Dark blue over green to yellow (the map viridis of Smith and van der Walt, at nine points).
    VIRIDIS(0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725),
    /// White to dark blue.
    BLUES(0xf7fafd, 0xdce9f5, 0xbad6ea, 0x89bedc, 0x539ecc, 0x2b7bba, 0x0b559f, 0x08306b),
    /// Black to white, for pictures.
    GREYS(0x000000, 0xffffff);

    private final List<Color> points;

    ColorScale(int... points) {
        this.points = java.util.Arrays.stream(points).mapToObj(Color::new).toList();
    }

    /// The colour of `share`, which is held between 0 and 1.
    public Color at(double share) {
        double place = Math.clamp(share, 0, 1) * (points.size() - 1);
        int below = Math.min((int) place, points.size() - 2);
        return Theme.mix(points.get(below), points.get(below + 1), place - below);
    }

    /// Black or white, whichever is read on `color`.
    public static Color inkOn(Color color) {
        return lightness(color) > 0.55 ? Theme.INK : Color.WHITE;
    }

    /// How light `color` is in grey, from 0 to 1.
    static double lightness(Color color) {
        return (0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue()) / 255;
    }
}
