package peers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// The workloads in Deeplearning4j: its layers, natives with oneDNN, workspaces on (as they are by default).
///
/// Its batches are cut once, and their order changes from epoch to epoch. Images are channels first and sequences
/// time last, as its layers like them best.
final class Dl4jPeer implements Peer {
    private final Random random = new Random(1);
    private final List<DataSet> batches = new ArrayList<>();
    private final NeuralNetwork network;
    private final INDArray one;

    Dl4jPeer(Workload workload) {
        if (workload.name().equals("transformer")) {
            throw new UnsupportedOperationException("Deeplearning4j has no layer normalization among its layers");
        }
        network = network(workload.name());
        network.init();
        var x = Nd4j.createFromArray(workload.inputs(workload.samples())).reshape(shape(workload, workload.samples()));
        var y = Nd4j.zeros(DataType.FLOAT, workload.samples(), Workload.CLASSES);
        int[] labels = workload.labels(workload.samples());
        for (int i = 0; i < labels.length; i++) {
            y.putScalar(i, labels[i], 1);
        }
        batches.addAll(new DataSet(x, y).batchBy(workload.batch()));
        one = Nd4j.createFromArray(workload.inputs(1)).reshape(shape(workload, 1));
    }

    private static long[] shape(Workload workload, int rows) {
        long[] last = workload.shape(rows);
        return switch (last.length) {
            case 4 -> new long[] {rows, last[3], last[1], last[2]};
            case 3 -> new long[] {rows, last[2], last[1]};
            default -> last;
        };
    }

    @Override
    public String version() {
        return "1.0.0-M2.1, oneDNN, " + Nd4j.getExecutioner().getClass().getSimpleName();
    }

    @Override
    public void firstStep() {
        fit(batches.getFirst());
    }

    @Override
    public double epoch() {
        Collections.shuffle(batches, random);
        double sum = 0;
        for (var batch : batches) {
            sum += fit(batch);
        }
        return sum / batches.size();
    }

    private double fit(DataSet batch) {
        return switch (network) {
            case MultiLayerNetwork layers -> {
                layers.fit(batch);
                yield layers.score();
            }
            case ComputationGraph graph -> {
                graph.fit(batch);
                yield graph.score();
            }
            default -> throw new IllegalStateException(network.getClass().getName());
        };
    }

    @Override
    public void predictOne() {
        switch (network) {
            case MultiLayerNetwork layers -> layers.output(one).toFloatVector();
            case ComputationGraph graph -> graph.outputSingle(one).toFloatVector();
            default -> throw new IllegalStateException(network.getClass().getName());
        }
    }

    private static NeuralNetConfiguration.Builder settings() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
                .weightInit(WeightInit.XAVIER);
    }

    private static NeuralNetwork network(String name) {
        return switch (name) {
            case "mlp" -> layers(InputType.feedForward(784), dense(512), dense(512));
            case "cnn" ->
                layers(
                        InputType.convolutional(28, 28, 1),
                        new ConvolutionLayer.Builder(3, 3).nOut(32).activation(Activation.RELU).build(),
                        new ConvolutionLayer.Builder(3, 3).nOut(64).activation(Activation.RELU).build(),
                        new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2}).build(),
                        dense(128));
            case "lstm" ->
                layers(
                        InputType.recurrent(32, 64),
                        new LastTimeStep(new LSTM.Builder().nOut(128).activation(Activation.TANH).build()));
            default -> resnet20();
        };
    }

    private static Layer dense(int units) {
        return new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build();
    }

    private static Layer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(Workload.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static NeuralNetwork layers(InputType input, Layer... layers) {
        var list = settings().list();
        for (var layer : layers) {
            list.layer(layer);
        }
        return new MultiLayerNetwork(list.layer(output()).setInputType(input).build());
    }

    private static NeuralNetwork resnet20() {
        var graph = settings().graphBuilder().addInputs("image").setInputTypes(InputType.convolutional(32, 32, 3));
        var x = relu(graph, convolved(graph, "image", "stem", 16, 3, 1), "stem");
        for (int filters : new int[] {16, 32, 64}) {
            for (int block = 0; block < 3; block++) {
                int stride = filters > 16 && block == 0 ? 2 : 1;
                var name = filters + "." + block;
                var y = relu(graph, convolved(graph, x, name + ".a", filters, 3, stride), name + ".a");
                y = convolved(graph, y, name + ".b", filters, 3, 1);
                var side = stride > 1 ? convolved(graph, x, name + ".side", filters, 1, stride) : x;
                graph.addVertex(name + ".sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), y, side);
                x = relu(graph, name + ".sum", name);
            }
        }
        graph.addLayer("mean", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), x);
        graph.addLayer("output", output(), "mean").setOutputs("output");
        return new ComputationGraph(graph.build());
    }

    private static String convolved(GraphBuilder graph, String from, String name, int filters, int size, int stride) {
        var convolution = new ConvolutionLayer.Builder(size, size)
                .stride(stride, stride)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(filters)
                .hasBias(false)
                .activation(Activation.IDENTITY);
        graph.addLayer(name + ".convolution", convolution.build(), from);
        graph.addLayer(name + ".norm", new BatchNormalization.Builder().build(), name + ".convolution");
        return name + ".norm";
    }

    private static String relu(GraphBuilder graph, String from, String name) {
        graph.addLayer(name + ".relu", new ActivationLayer(Activation.RELU), from);
        return name + ".relu";
    }
}
