package jacobian.plots;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.callbacks.LearningRateFinder;
import jacobian.keras.layers.Layer;
import jacobian.keras.models.History;
import jacobian.keras.models.Model;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The pictures that there are.
///
/// ```java
/// Plots.history(model.fit(train, fit -> fit.epochs(20).validation(test))).save("history.svg");
/// ```
public final class Plots {
    private Plots() {}

    /// Loss and metrics by epoch, of training and, where there was any, of validation.
    ///
    /// @throws IllegalArgumentException where no epoch has ended
    public static Plot history(History history) {
        return HistoryPlot.of(history.epochs(), history.history());
    }

    /// As [#history(History)], for what was logged elsewhere: a list of numbers, one an epoch, by name; names of
    /// validation begin with `val_`.
    public static Plot history(Map<String, ? extends List<? extends Number>> logs) {
        int epochs = logs.values().stream().mapToInt(List::size).max().orElse(0);
        return HistoryPlot.of(IntStream.range(0, epochs).boxed().toList(), logs);
    }

    /// Which class `model` sees at each place of the plane of two features, and the examples `x` `(n, 2)` with their
    /// classes `y`: whole numbers, -1 and 1, or one-hot rows. The model gives one number, `(n, 1)`, or one for each
    /// class, `(n, k)`, as probabilities or before the last activation.
    public static Plot decisionBoundary(Model model, Tensor x, Tensor y) {
        return decisionBoundary(model, x, y, _ -> {});
    }

    /// As [#decisionBoundary(Model, Tensor, Tensor)], with options: names of classes, two of more features.
    ///
    /// @throws IllegalArgumentException where the examples have more than two features and none are chosen, where a
    ///     label is no class, or where the model gives something else
    public static Plot decisionBoundary(Model model, Tensor x, Tensor y, Consumer<BoundaryOptions> options) {
        var chosen = new BoundaryOptions();
        options.accept(chosen);
        return BoundaryPlot.of(model, x, y, chosen);
    }

    /// Loss against weights: of a compiled `model` over inputs `x` and targets `y`, along two random directions around
    /// the weights it has.
    public static Plot lossLandscape(Model model, Tensor x, Tensor y) {
        return lossLandscape(model, x, y, _ -> {});
    }

    /// As [#lossLandscape(Model, Tensor, Tensor)], with options: the path of a training, chosen weights, one direction
    /// alone.
    public static Plot lossLandscape(Model model, Tensor x, Tensor y, Consumer<LandscapeOptions> options) {
        return lossLandscape(LossLandscape.of(model, x, y, options));
    }

    /// What `layer` of `model` gives for inputs `x`: the maps of a convolution as pictures, one for each channel (a row
    /// for each of up to eight inputs, up to 16 channels of each), the steps of a sequence as a picture for each
    /// input, all else as a histogram, which tells how many units are silent.
    ///
    /// @throws IllegalArgumentException where the model is no graph, or does not call the layer
    public static Plot activations(Model model, Layer layer, Tensor x) {
        return ActivationPlot.of(model, layer, x);
    }

    /// As [#activations(Model, Layer, Tensor)], for the layer called `layer`.
    public static Plot activations(Model model, String layer, Tensor x) {
        return activations(model, model.getLayer(layer), x);
    }

    /// The kernel of `layer`: the filters of a convolution as pictures (in colour where they see three channels, a row
    /// for each of up to 16 channels otherwise), the weights of a dense layer as one picture. Colours are balanced
    /// around 0.
    ///
    /// @throws IllegalArgumentException where the layer has no kernel, or one of three dimensions
    public static Plot filters(Layer layer) {
        return FilterPlot.of(layer);
    }

    /// How often each class was predicted as each other one: counts and shares of the true class. `labels` are classes
    /// or one-hot rows; `predictions` are classes or what a model gives, a row of scores, or one number that is
    /// rounded.
    ///
    /// @param classNames what the classes are called; numbers where none are given
    public static Plot confusionMatrix(Tensor labels, Tensor predictions, String... classNames) {
        return confusionMatrix(Labels.of(labels).classes(), Labels.predicted(predictions), classNames);
    }

    /// As [#confusionMatrix(Tensor, Tensor, String...)], for classes counted from 0.
    public static Plot confusionMatrix(int[] labels, int[] predictions, String... classNames) {
        return ConfusionMatrix.of(labels, predictions, classNames.length).plot(List.of(classNames));
    }

    /// The layers of `model` as boxes, with their shapes and numbers of weights, and arrows from each to those that
    /// take its output. A model inside it is a frame around its own layers.
    public static Plot modelGraph(Model model) {
        return ModelGraph.of(model);
    }

    /// An activation function and its derivative, from -5 to 5.
    public static Plot function(ActivationFunction function) {
        return function(function, -5, 5);
    }

    /// An activation function and its derivative.
    public static Plot function(ActivationFunction function, double from, double to) {
        return functions(Map.of(String.valueOf(function), function), from, to);
    }

    /// Several activation functions and their derivatives, by name, in the order of the map.
    public static Plot functions(Map<String, ? extends ActivationFunction> functions, double from, double to) {
        return LinePlots.functions(functions, from, to);
    }

    /// The learning rate that `schedule` gives in each of the first `steps` steps.
    public static Plot schedule(LearningRateSchedule schedule, int steps) {
        return LinePlots.schedules(Map.of("Learning rate", schedule), steps);
    }

    /// Several schedules, by name, in the order of the map.
    public static Plot schedules(Map<String, ? extends LearningRateSchedule> schedules, int steps) {
        return LinePlots.schedules(schedules, steps);
    }

    /// True positives against false positives at every threshold (ROC), and the area under it. `labels` are classes;
    /// `scores` are one number for each example, `(n)` or `(n, 1)`, or one for each class, `(n, k)`, which gives a
    /// curve of each class against the others (the first ten).
    ///
    /// @throws IllegalArgumentException where all examples are of one class
    public static Plot rocCurve(Tensor labels, Tensor scores) {
        return ThresholdCurve.receiver(labels, scores);
    }

    /// Precision against recall at every threshold, and their average; takes what [#rocCurve] takes.
    public static Plot precisionRecall(Tensor labels, Tensor scores) {
        return ThresholdCurve.precisionRecall(labels, scores);
    }

    /// The curve of a range test: the loss of each batch, the smoothed one, and the learning rates it suggests.
    ///
    /// @throws IllegalArgumentException where the test has not run
    public static Plot learningRates(LearningRateFinder finder) {
        return LinePlots.found(finder);
    }

    /// The loss at each learning rate that a search has tried, and the rate at which it falls fastest.
    public static Plot learningRates(List<? extends Number> rates, List<? extends Number> losses) {
        return LinePlots.learningRates(rates, losses);
    }

    /// The picture of a landscape that was computed before.
    public static Plot lossLandscape(LossLandscape landscape) {
        return LandscapePlot.of(landscape);
    }
}
