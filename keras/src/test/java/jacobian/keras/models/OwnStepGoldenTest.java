package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Batch;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import jacobian.keras.layers.Mode;
import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.Loss;
import jacobian.keras.optimizers.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Steps of a model's own, with the numbers that real Keras' layers, losses and optimizers give.
class OwnStepGoldenTest {
    private static JsonNode file(String name) {
        return Golden.file("own_steps")
                .get("cases")
                .valueStream()
                .filter(each -> each.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Model part(JsonNode file, String name) {
        var model = GoldenModels.model(file.get(name));
        GoldenModels.setWeights(model, file.get("initial_weights").get(name));
        return model;
    }

    private static void check(JsonNode file, Model model, List<String> inputs, Map<String, Model> parts) {
        model.compile();
        for (int i = 0; i < file.get("batches").size(); i++) {
            var batch = file.get("batches").get(i);
            var tensors =
                    inputs.stream().map(name -> Golden.tensor(batch.get(name))).toList();
            var logs = model.trainOnBatch(Batch.of(tensors, List.of(), List.of()));
            int step = i;
            var expected = file.get("steps").get(i).get("logs");
            assertThat(logs).hasSize(expected.size());
            logs.forEach((name, value) -> Golden.check(
                    new double[] {value}, new double[] {Golden.number(expected.get(name))}, name + " of step " + step));
        }
        parts.forEach((name, part) -> {
            int i = 0;
            for (var expected : file.get("weights_after").get(name)) {
                Golden.check(
                        part.weights().get(i++),
                        expected,
                        name + " " + expected.get("path").asString());
            }
        });
    }

    /// Learns to make points that another network cannot tell from real ones.
    private static final class Gan extends Model {
        private final Loss loss = new BinaryCrossentropy().fromLogits(true);
        private final Model generator;
        private final Model discriminator;
        private final Optimizer generatorOptimizer;
        private final Optimizer discriminatorOptimizer;

        Gan(JsonNode file) {
            generator = track("generator", part(file, "generator"));
            discriminator = track("discriminator", part(file, "discriminator"));
            generatorOptimizer = Things.optimizer(file.get("optimizers").get("generator"));
            discriminatorOptimizer = Things.optimizer(file.get("optimizers").get("discriminator"));
        }

        @Override
        protected Map<String, Tensor> trainStep(StepData data) {
            var real = data.inputs().get(0);
            var noise = data.inputs().get(1);
            var judged = Gradients.of(
                    () -> {
                        var fake = generator.apply(Mode.TRAINING, noise);
                        var ofReal = discriminator.apply(Mode.TRAINING, real);
                        var ofFake = discriminator.apply(Mode.TRAINING, fake);
                        return loss.apply(ofReal.onesLike(), ofReal).add(loss.apply(ofFake.zerosLike(), ofFake));
                    },
                    discriminator.trainableWeights());
            discriminatorOptimizer.apply(judged);
            var made = Gradients.of(
                    () -> {
                        var ofFake = discriminator.apply(Mode.TRAINING, generator.apply(Mode.TRAINING, noise));
                        return loss.apply(ofFake.onesLike(), ofFake);
                    },
                    generator.trainableWeights());
            generatorOptimizer.apply(made);
            return Map.of("d_loss", judged.loss(), "g_loss", made.loss());
        }
    }

    @Test
    void two_networks_against_each_other() {
        var file = file("Gan");
        var gan = new Gan(file);
        check(
                file,
                gan,
                List.of("point", "noise"),
                Map.of("generator", gan.generator, "discriminator", gan.discriminator));
    }

    /// A variational autoencoder whose noise is an input.
    private static final class Autoencoder extends Model {
        private final Model encoder;
        private final Model decoder;
        private final Optimizer optimizer;

        Autoencoder(JsonNode file) {
            encoder = track("encoder", part(file, "encoder"));
            decoder = track("decoder", part(file, "decoder"));
            optimizer = Things.optimizer(file.get("optimizers").get("all"));
        }

        @Override
        protected Map<String, Tensor> trainStep(StepData data) {
            var step = Gradients.ofAll(
                    () -> losses(data.inputs().get(0), data.inputs().get(1)), trainableWeights());
            optimizer.apply(step);
            return Map.of(
                    "loss", step.loss(),
                    "reconstruction", step.results().get(1),
                    "divergence", step.results().get(2));
        }

        private List<Tensor> losses(Tensor x, Tensor noise) {
            var both = encoder.apply(Mode.TRAINING, x);
            var mean = both.range(1, 0, 2);
            var logVariance = both.range(1, 2, 4);
            var code = mean.add(logVariance.multiply(0.5).exp().multiply(noise));
            var again = decoder.apply(Mode.TRAINING, code);
            var reconstruction = x.subtract(again).square().sum(-1).mean();
            var divergence = logVariance
                    .add(1)
                    .subtract(mean.square())
                    .subtract(logVariance.exp())
                    .multiply(-0.5)
                    .sum(-1)
                    .mean();
            return Stream.of(reconstruction.add(divergence), reconstruction, divergence)
                    .toList();
        }
    }

    @Test
    void an_autoencoder_with_a_loss_of_its_own() {
        var file = file("Autoencoder");
        var model = new Autoencoder(file);
        check(file, model, List.of("x", "noise"), Map.of("encoder", model.encoder, "decoder", model.decoder));
    }
}
