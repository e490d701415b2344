import module jacobian.keras;

import static jacobian.keras.activations.Activations.STEP;

/// Rosenblatt's perceptron (1958) learns AND by its own rule: move the weights by error times input.
void main() {
    var x = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    var y = Tensor.of(new double[][] {{0}, {0}, {0}, {1}});
    var neuron = new Dense(1).activation(STEP).kernelInitializer(new Zeros());
    for (int epoch = 0; epoch < 10; epoch++) {
        var error = y.subtract(neuron.apply(x));
        var kernel = neuron.weights().get(0);
        var bias = neuron.weights().get(1);
        kernel.assign(kernel.tensor().add(x.transpose().matmul(error)));
        bias.assign(bias.tensor().add(error.sum(0)));
    }
    IO.println(neuron.apply(x).transpose());
}
