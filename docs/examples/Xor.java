import module jacobian.keras;

import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.TANH;

/// What one perceptron cannot learn, two layers can: exclusive or.
void main() {
    Seeds.setRandomSeed(1);
    var x = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    var y = Tensor.of(new double[][] {{0}, {1}, {1}, {0}});
    var model = new Sequential(new Input(2), new Dense(8).activation(TANH), new Dense(1).activation(SIGMOID));
    model.compile(new Adam(0.05), new BinaryCrossentropy(), new BinaryAccuracy());
    model.fit(x, y, fit -> fit.epochs(300));
    IO.println(model.evaluate(x, y).get("binary_accuracy"));
    IO.println(model.predict(x).round().transpose());
}
