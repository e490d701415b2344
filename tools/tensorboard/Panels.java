import module jacobian.keras;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

/// Writes two runs with something for every panel of TensorBoard: `java Panels.java LOGS`, with the modules of a build
/// on the module path (`-p cli/target/lib`).
void main(String[] arguments) {
    var logs = Path.of(arguments[0]);
    var digits = Datasets.digits().split(0.2, 42);
    for (int units : new int[] {8, 32}) {
        Seeds.setRandomSeed(1);
        var model = new Sequential(
                new Input(8, 8, 1),
                new Rescaling(1.0 / 16),
                new Conv2D(8, 3).activation(RELU).name("convolution"),
                new Flatten(),
                new Dense(units).activation(RELU).name("hidden"),
                new Dense(10).activation(SOFTMAX).name("classes"));
        model.compile(new Adam(0.003), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        var run = logs.resolve("units-" + units);
        var board = new TensorBoard(run)
                .histogramFreq(1)
                .writeImages(true)
                .updateFreq(10)
                .writeStepsPerSecond(true)
                .hparams(Map.of("units", units, "learning_rate", 0.003, "optimizer", "adam"));
        model.fit(
                digits.train().dataset(),
                fit -> fit.epochs(5).verbose(0).validation(digits.test().dataset()).callbacks(board));
        try (var writer = new SummaryWriter(run.resolve("train"))) {
            writer.text("about", "Digits with **" + units + "** units:\n\n- 8 by 8 pixels\n- 10 classes", 0);
        }
    }
    try (var writer = new SummaryWriter(logs)) {
        writer.hparamsConfig(
                List.of(
                        Hyperparameter.of("units", List.of(8, 32)),
                        Hyperparameter.between("learning_rate", 1e-4, 1e-1)),
                List.of(
                        new ComparedMetric("validation", "epoch_loss"),
                        new ComparedMetric("validation", "epoch_sparse_categorical_accuracy")));
    }
}
