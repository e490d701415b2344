package jacobian.engine.cpu.program;

import jacobian.engine.cpu.ConvAxis;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;

/// Windows of the graph as axes of the kernels, which know three spatial dimensions.
final class Windows {
    private Windows() {}

    /// The three axes of `window` over images of the given shape; missing outer ones are absent.
    static ConvAxis[] axes(Window window, Shape images) {
        int spatial = window.size().size();
        if (spatial > 3) {
            throw new ShapeException("a window over " + spatial + " spatial axes: at most 3 are supported");
        }
        var axes = new ConvAxis[] {ConvAxis.ABSENT, ConvAxis.ABSENT, ConvAxis.ABSENT};
        for (int i = 0; i < spatial; i++) {
            int in = images.size(i + 1);
            axes[3 - spatial + i] = new ConvAxis(
                    in,
                    window.size().get(i),
                    window.strides().get(i),
                    window.dilations().get(i),
                    window.low(i, in),
                    window.high(i, in));
        }
        return axes;
    }
}
