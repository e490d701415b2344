package jacobian.engine.cpu;

import java.util.ArrayList;
import java.util.List;

/// One convolution to be tested.
record ConvCase(ConvGeometry geometry, int batch) {
    private static final ConvAxis NONE = ConvAxis.ABSENT;

    /// The grid: one to three dimensions, strides, dilation, uneven padding, groups, channels around a vector's
    /// width.
    static List<ConvCase> grid() {
        var cases = new ArrayList<ConvCase>();
        List<ConvAxis> axes = List.of(
                new ConvAxis(7, 3, 1, 1, 0, 0),
                new ConvAxis(8, 3, 1, 1, 1, 1),
                new ConvAxis(8, 3, 2, 1, 0, 1),
                new ConvAxis(9, 2, 3, 1, 1, 0),
                new ConvAxis(9, 3, 1, 2, 4, 0),
                new ConvAxis(10, 3, 2, 3, 2, 3),
                new ConvAxis(5, 1, 2, 1, 0, 0),
                new ConvAxis(1, 1, 1, 1, 0, 0),
                new ConvAxis(1, 3, 2, 1, 1, 1),
                new ConvAxis(6, 6, 1, 1, 0, 0));
        int[] sizes = {1, 3, 16, 17, 33};
        for (int i = 0; i < axes.size(); i++) {
            ConvAxis axis = axes.get(i);
            ConvAxis other = axes.get((i * 3 + 1) % axes.size());
            for (int c : sizes) {
                cases.add(of(NONE, NONE, axis, c, sizes[(c + i) % 5], 1));
                cases.add(of(NONE, axis, other, c, sizes[(c + i + 2) % 5], 1));
            }
            cases.add(of(axes.get((i + 4) % axes.size()), other, axis, 3, 17, 1));
            cases.add(of(NONE, axis, other, 6, 4, 2));
            cases.add(of(NONE, axis, other, 64, 32, 2));
            cases.add(of(NONE, other, axis, 17, 17, 17));
            cases.add(of(NONE, axis, axis, 40, 40, 40));
            cases.add(of(NONE, axis, axis, 5, 10, 5));
            cases.add(of(other, axis, axis, 8, 8, 8));
        }
        var large = new ConvAxis(20, 3, 1, 1, 1, 1);
        var strided = new ConvAxis(21, 3, 2, 1, 1, 1);
        cases.add(of(NONE, large, large, 32, 48, 1));
        cases.add(of(NONE, strided, large, 16, 33, 1));
        cases.add(of(large, large, large, 8, 16, 1));
        cases.add(new ConvCase(new ConvGeometry(NONE, axes.get(1), axes.get(1), 5, 18, 1), 67));
        cases.add(new ConvCase(new ConvGeometry(NONE, axes.get(0), axes.get(2), 16, 16, 1), 50));
        cases.add(new ConvCase(new ConvGeometry(NONE, axes.get(0), axes.get(0), 4, 32, 1), 33));
        return cases;
    }

    private static ConvCase of(ConvAxis depth, ConvAxis height, ConvAxis width, int channels, int filters, int groups) {
        return new ConvCase(new ConvGeometry(depth, height, width, channels, filters, groups), 3);
    }

    int inputSize() {
        return Math.toIntExact(batch * geometry.inputPixels() * geometry.channels());
    }

    int kernelSize() {
        return Math.toIntExact(geometry.kernelSize());
    }

    int outputSize() {
        return Math.toIntExact(batch * geometry.outputPixels() * geometry.filters());
    }
}
