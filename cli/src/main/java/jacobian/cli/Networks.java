package jacobian.cli;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.engine.shape.DType;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.data.Rows;
import jacobian.keras.data.TabularPreprocessing;
import jacobian.keras.data.TabularPreprocessing.NumberTarget;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.layers.Normalization;
import jacobian.keras.layers.Rescaling;
import jacobian.keras.layers.Reshape;
import jacobian.keras.models.Sequential;
import jacobian.keras.ops.Padding;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// The networks that `jac train` knows.
final class Networks {
    private static final double CONVOLUTION_DROPOUT = 0.25;
    private static final double DENSE_DROPOUT = 0.1;
    private static final int WORD_FEATURES = 64;

    /// What hidden layers do.
    ///
    /// @param dropout after each of them; empty for as much as the kind of network has
    record Style(ActivationFunction activation, OptionalDouble dropout) {
        static final Style STANDARD = new Style(RELU, OptionalDouble.empty());
    }

    private final TrainOptions options;
    private final TrainData data;
    private final Style style;
    private final Sequential model = new Sequential();
    private final int[] sizes;

    private Networks(TrainOptions options, TrainData data, Style style) {
        this.options = options;
        this.data = data;
        this.style = style;
        var shape = data.train().x().type().shape();
        this.sizes = IntStream.range(0, shape.rank()).map(shape::size).toArray();
    }

    /// A network for `data`: what scales it, what `options` ask for, and a row of class probabilities or as many
    /// numbers as are to be learned.
    static Sequential of(TrainOptions options, TrainData data) {
        return of(options, data, Style.STANDARD);
    }

    /// As [#of(TrainOptions, TrainData)], with hidden layers of another style.
    static Sequential of(TrainOptions options, TrainData data, Style style) {
        var networks = new Networks(options, data, style);
        networks.addInput();
        switch (options.model()) {
            case LINEAR, MLP -> networks.addDense();
            case CNN -> networks.addConvolutions();
            case LSTM -> networks.addRecurrence();
        }
        networks.addOutput();
        return networks.model;
    }

    private void addInput() {
        // Inputs become float32 inside, so that the same model takes bytes in training and resized images later.
        model.add(new Input(sizes).dtype(data.form() instanceof InputForm.Tokens ? DType.INT32 : DType.FLOAT32));
        switch (data.form()) {
            case InputForm.Ready() -> {}
            case InputForm.Image(double largest) -> model.add(new Rescaling(1 / largest));
            case InputForm.Numbers() -> {
                var moments = FeatureMoments.of(data.train().x());
                model.add(new Normalization().mean(moments.mean()).variance(moments.variance()));
            }
            case InputForm.Tokens(int count) -> model.add(new Embedding(count, WORD_FEATURES));
        }
    }

    private void addDense() {
        if (sizes.length > 1) {
            model.add(new Flatten());
        }
        options.units()
                .forEach(units -> model.add(new Dense(units).activation(style.activation()))
                        .add(dropout(DENSE_DROPOUT)));
    }

    /// Blocks of a convolution and a pooling that halves the image, as long as there is something to halve.
    private void addConvolutions() {
        if (sizes.length == 2) {
            model.add(new Reshape(sizes[0], sizes[1], 1));
        } else if (sizes.length != 3) {
            throw refusal("cnn takes images, (height, width) or (height, width, channels)");
        }
        int side = Math.min(sizes[0], sizes[1]);
        for (int filters : options.units()) {
            model.add(new Conv2D(filters, 3).padding(Padding.SAME).activation(style.activation()));
            if (side >= 4) {
                model.add(new MaxPooling2D(2));
                side /= 2;
            }
        }
        model.add(new Flatten()).add(dropout(CONVOLUTION_DROPOUT)).add(new Dense(128).activation(style.activation()));
    }

    /// Layers of LSTM cells; the rows of an image are its steps.
    private void addRecurrence() {
        boolean words = data.form() instanceof InputForm.Tokens;
        if (sizes.length == 3) {
            model.add(new Reshape(sizes[0], sizes[1] * sizes[2]));
        } else if (sizes.length != (words ? 1 : 2)) {
            throw refusal("lstm takes sequences, (steps, features), words as whole numbers, or images");
        }
        var units = options.units();
        for (int i = 0; i < units.size(); i++) {
            model.add(new LSTM(units.get(i)).returnSequences(i < units.size() - 1));
        }
        model.add(dropout(DENSE_DROPOUT));
    }

    private Dropout dropout(double standard) {
        return new Dropout(style.dropout().orElse(standard));
    }

    private UsageException refusal(String takes) {
        return new UsageException("--model " + takes + ", and an example of " + options.data() + " is "
                + data.train().x().type().shape() + ": use --model mlp");
    }

    private void addOutput() {
        if (data.isClassified()) {
            model.add(new Dense(data.train().classNames().size()).activation(SOFTMAX));
            return;
        }
        var y = data.train().y();
        model.add(new Dense(Math.toIntExact(y.type().shape().size())));
        if (data.preprocessing() instanceof TabularPreprocessing(List<TabularPreprocessing.Feature> _, var target)
                && target instanceof NumberTarget number) {
            model.add(new Rescaling(number.deviation()).offset(number.mean()));
        } else {
            addScale(y);
        }
    }

    private void addScale(Rows y) {
        var moments = FeatureMoments.ofAll(y);
        model.add(new Rescaling(Math.sqrt(moments.variance()[0])).offset(moments.mean()[0]));
    }
}
