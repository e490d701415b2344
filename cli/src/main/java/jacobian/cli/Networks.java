package jacobian.cli;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.keras.data.TabularPreprocessing.NumberTarget;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.layers.Rescaling;
import jacobian.keras.models.Sequential;
import jacobian.keras.ops.Padding;
import java.util.List;
import java.util.stream.IntStream;

/// The networks that `jac train` knows.
final class Networks {
    private static final double CONVOLUTION_DROPOUT = 0.25;
    private static final double DENSE_DROPOUT = 0.1;

    private Networks() {}

    /// A network for `data`: what scales it, what `options` ask for, and a row of class probabilities or one
    /// number.
    static Sequential of(TrainOptions options, TrainData data) {
        var model = new Sequential();
        var row = data.train().x().type();
        var sizes =
                IntStream.range(0, row.shape().rank()).map(row.shape()::size).toArray();
        model.add(new Input(sizes).dtype(row.dtype()));
        boolean images = data.preprocessing().isEmpty();
        if (images) {
            model.add(new Rescaling(1 / data.largest()));
        }
        switch (options.model()) {
            case LINEAR, MLP -> {
                if (images) {
                    model.add(new Flatten());
                }
                options.units()
                        .forEach(units ->
                                model.add(new Dense(units).activation(RELU)).add(new Dropout(DENSE_DROPOUT)));
            }
            case CNN -> convolutions(model, options.units(), sizes);
        }
        addOutput(model, data);
        return model;
    }

    /// Blocks of a convolution and a pooling that halves the image, as long as there is something to halve.
    private static void convolutions(Sequential model, List<Integer> filters, int[] sizes) {
        int side = Math.min(sizes[0], sizes[1]);
        for (int count : filters) {
            model.add(new Conv2D(count, 3).padding(Padding.SAME).activation(RELU));
            if (side >= 4) {
                model.add(new MaxPooling2D(2));
                side /= 2;
            }
        }
        model.add(new Flatten()).add(new Dropout(CONVOLUTION_DROPOUT)).add(new Dense(128).activation(RELU));
    }

    private static void addOutput(Sequential model, TrainData data) {
        if (data.isClassified()) {
            model.add(new Dense(data.train().classNames().size()).activation(SOFTMAX));
            return;
        }
        model.add(new Dense(1));
        if (data.preprocessing().orElseThrow().target() instanceof NumberTarget target) {
            model.add(new Rescaling(target.deviation()).offset(target.mean()));
        }
    }
}
