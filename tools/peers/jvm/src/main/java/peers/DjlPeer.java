package peers;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.transformer.IdEmbedding;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The workloads in DJL on PyTorch: its blocks, its trainer, a sub-manager of arrays for each step.
///
/// Its batches are cut once, and their order changes from epoch to epoch. Images are channels first.
final class DjlPeer implements Peer {
    private record Batch(NDArray x, NDArray y) {}

    private final Random random = new Random(1);
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final List<Batch> batches = new ArrayList<>();
    private final Trainer trainer;
    private final Predictor<NDList, NDList> predictor;
    private final NDArray one;

    DjlPeer(Workload workload) {
        var x = array(workload, workload.samples());
        var y = manager.create(workload.labels(workload.samples())).toType(DataType.INT64, false);
        for (int i = 0; i < workload.batches(); i++) {
            var rows = i * workload.batch() + ":" + (i + 1) * workload.batch();
            batches.add(new Batch(x.get(rows), y.get(rows)));
        }
        one = array(workload, 1);
        var model = Model.newInstance(workload.name(), "PyTorch");
        model.setBlock(block(workload.name()));
        var adam = Optimizer.adam()
                .optLearningRateTracker(Tracker.fixed(1e-3f))
                .optEpsilon(1e-7f)
                .build();
        trainer = model.newTrainer(
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(adam));
        trainer.initialize(batches.getFirst().x().getShape());
        predictor = model.newPredictor(new NoopTranslator(null));
    }

    private NDArray array(Workload workload, int rows) {
        long[] sizes = workload.shape(rows);
        var values = manager.create(workload.inputs(rows));
        if (sizes.length == 4) {
            return values.reshape(new Shape(rows, sizes[3], sizes[1], sizes[2]));
        }
        var shaped = values.reshape(new Shape(sizes));
        return workload.vocabulary() > 0 ? shaped.toType(DataType.INT64, false) : shaped;
    }

    @Override
    public String version() {
        return "0.35.1, PyTorch " + Engine.getEngine("PyTorch").getVersion();
    }

    @Override
    public void firstStep() {
        step(batches.getFirst());
    }

    @Override
    public double epoch() {
        Collections.shuffle(batches, random);
        double sum = 0;
        for (var batch : batches) {
            sum += step(batch);
        }
        return sum / batches.size();
    }

    private double step(Batch batch) {
        try (var step = manager.newSubManager()) {
            var x = new NDList(batch.x().duplicate());
            x.attach(step);
            double value;
            try (var gradients = trainer.newGradientCollector()) {
                var loss = trainer.getLoss().evaluate(new NDList(batch.y()), trainer.forward(x));
                gradients.backward(loss);
                value = loss.getFloat();
                loss.close();
            }
            trainer.step();
            return value;
        }
    }

    @Override
    public void predictOne() {
        try (var result = predictor.predict(new NDList(one))) {
            result.singletonOrThrow().toFloatArray();
        } catch (TranslateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Block block(String name) {
        return switch (name) {
            case "mlp" -> sequence(linear(512), Activation.reluBlock(), linear(512), Activation.reluBlock());
            case "cnn" ->
                sequence(
                        convolution(32, 3, 1, 0, true),
                        Activation.reluBlock(),
                        convolution(64, 3, 1, 0, true),
                        Activation.reluBlock(),
                        Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)),
                        Blocks.batchFlattenBlock(),
                        linear(128),
                        Activation.reluBlock());
            case "lstm" ->
                sequence(
                        LSTM.builder()
                                .setStateSize(128)
                                .setNumLayers(1)
                                .optBatchFirst(true)
                                .optReturnState(false)
                                .build(),
                        new LambdaBlock(x -> new NDList(x.singletonOrThrow().get(":, -1"))));
            case "transformer" ->
                sequence(
                        new IdEmbedding.Builder()
                                .setDictionarySize(10_000)
                                .setEmbeddingSize(128)
                                .build(),
                        new TransformerEncoderBlock(128, 4, 512, 0, Activation::gelu),
                        new TransformerEncoderBlock(128, 4, 512, 0, Activation::gelu),
                        new LambdaBlock(x -> new NDList(x.singletonOrThrow().mean(new int[] {1}))));
            default -> resnet20();
        };
    }

    private static SequentialBlock sequence(Block... blocks) {
        var sequence = new SequentialBlock();
        for (var block : blocks) {
            sequence.add(block);
        }
        return sequence.add(linear(Workload.CLASSES));
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Block convolution(int filters, int size, int stride, int padding, boolean bias) {
        return Conv2d.builder()
                .setKernelShape(new Shape(size, size))
                .setFilters(filters)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(bias)
                .build();
    }

    private static SequentialBlock convolved(int filters, int size, int stride) {
        return new SequentialBlock()
                .add(convolution(filters, size, stride, size / 2, false))
                .add(BatchNorm.builder().build());
    }

    private static Block resnet20() {
        var blocks = new ArrayList<Block>();
        blocks.add(convolved(16, 3, 1).add(Activation.reluBlock()));
        for (int filters : new int[] {16, 32, 64}) {
            for (int block = 0; block < 3; block++) {
                int stride = filters > 16 && block == 0 ? 2 : 1;
                var body = convolved(filters, 3, stride)
                        .add(Activation.reluBlock())
                        .add(convolved(filters, 3, 1));
                var side = stride > 1 ? convolved(filters, 1, stride) : Blocks.identityBlock();
                blocks.add(new ParallelBlock(
                        both -> new NDList(Activation.relu(
                                both.get(0).singletonOrThrow().add(both.get(1).singletonOrThrow()))),
                        List.of(body, side)));
            }
        }
        blocks.add(Pool.globalAvgPool2dBlock());
        return sequence(blocks.toArray(Block[]::new));
    }
}
