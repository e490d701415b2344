"""Training steps that are not Keras' own: two networks against each other, an autoencoder with a loss of its own. The
layers, losses and optimizers are Keras', the step is written out."""

import jax
import keras
import numpy as np

from oracle import json_form, model_builder
from oracle.model_record import initial_value, weight_forms
from oracle.spec import entry, node, normal, of, sequential

FAKE = sequential("generator", entry("noise", 3), node("Dense", "g_a", units=5, activation="tanh"),
                  node("BatchNormalization", "g_bn", momentum=0.8), node("Dense", "g_b", units=2))
JUDGE = sequential("discriminator", entry("point", 2), node("Dense", "d_a", units=6, activation="tanh"),
                   node("Dense", "d_b", units=1))


def built(config, r):
    model = model_builder.build(config)
    for weight in model.weights:
        weight.assign(initial_value(weight.name, tuple(weight.shape), r).astype("float32"))
    return model


def call(model, trainable, x, training=True):
    fixed = [v.value for v in model.non_trainable_variables]
    return model.stateless_call(trainable, fixed, x, training=training)


def values(model):
    return [v.value for v in model.trainable_variables]


def keep(model, after):
    for variable, value in zip(model.non_trainable_variables, after):
        variable.assign(value)


def number(value):
    return json_form.number(np.float32(value))


def gan():
    """The discriminator learns to tell points from what the generator makes of noise, then the generator to mislead."""
    keras.backend.clear_session()
    r = np.random.default_rng(71)
    generator, discriminator = built(FAKE, r), built(JUDGE, r)
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    rates = {"generator": of("Adam", learning_rate=0.02, beta_1=0.5), "discriminator": of("RMSprop", learning_rate=0.01)}
    optimizers = {k: model_builder.thing(keras.optimizers, v) for k, v in rates.items()}
    form = {"name": "Gan", "generator": FAKE, "discriminator": JUDGE, "optimizers": rates,
            "initial_weights": {"generator": weight_forms(generator), "discriminator": weight_forms(discriminator)},
            "batches": [], "steps": []}
    for size in (6, 6, 6, 4):
        point, noise = normal(r, size, 2), normal(r, size, 3)
        form["batches"].append({"point": json_form.tensor(point), "noise": json_form.tensor(noise)})

        def of_discriminator(trainable):
            fake, after = call(generator, values(generator), noise)
            real, _ = call(discriminator, trainable, point)
            made, _ = call(discriminator, trainable, fake)
            return loss(jax.numpy.ones_like(real), real) + loss(jax.numpy.zeros_like(made), made), after

        (d_loss, after), gradients = jax.value_and_grad(of_discriminator, has_aux=True)(values(discriminator))
        keep(generator, after)
        optimizers["discriminator"].apply(gradients, discriminator.trainable_variables)

        def of_generator(trainable):
            fake, after = call(generator, trainable, noise)
            made, _ = call(discriminator, values(discriminator), fake)
            return loss(jax.numpy.ones_like(made), made), after

        (g_loss, after), gradients = jax.value_and_grad(of_generator, has_aux=True)(values(generator))
        keep(generator, after)
        optimizers["generator"].apply(gradients, generator.trainable_variables)
        form["steps"].append({"logs": {"d_loss": number(d_loss), "g_loss": number(g_loss)}})
    form["weights_after"] = {"generator": weight_forms(generator), "discriminator": weight_forms(discriminator)}
    return form


ENCODE = sequential("encoder", entry("x", 4), node("Dense", "e_a", units=5, activation="tanh"),
                    node("Dense", "e_b", units=4))
DECODE = sequential("decoder", entry("code", 2), node("Dense", "c_a", units=5, activation="tanh"),
                    node("Dense", "c_b", units=4))


def autoencoder():
    """A variational one: means and logarithms of variances, the noise given; reconstruction and divergence."""
    keras.backend.clear_session()
    r = np.random.default_rng(72)
    encoder, decoder = built(ENCODE, r), built(DECODE, r)
    kind = of("Adam", learning_rate=0.05)
    optimizer = model_builder.thing(keras.optimizers, kind)
    form = {"name": "Autoencoder", "encoder": ENCODE, "decoder": DECODE, "optimizers": {"all": kind},
            "initial_weights": {"encoder": weight_forms(encoder), "decoder": weight_forms(decoder)},
            "batches": [], "steps": []}
    variables = encoder.trainable_variables + decoder.trainable_variables
    count = len(encoder.trainable_variables)
    for size in (6, 6, 5):
        x, noise = normal(r, size, 4), normal(r, size, 2)
        form["batches"].append({"x": json_form.tensor(x), "noise": json_form.tensor(noise)})

        def total(trainable):
            both, _ = call(encoder, trainable[:count], x)
            mean, log_variance = both[:, :2], both[:, 2:]
            code = mean + keras.ops.exp(0.5 * log_variance) * noise
            again, _ = call(decoder, trainable[count:], code)
            built_again = keras.ops.mean(keras.ops.sum(keras.ops.square(x - again), axis=-1))
            divergence = -0.5 * (1 + log_variance - keras.ops.square(mean) - keras.ops.exp(log_variance))
            apart = keras.ops.mean(keras.ops.sum(divergence, axis=-1))
            return built_again + apart, (built_again, apart)

        (loss, parts), gradients = jax.value_and_grad(total, has_aux=True)([v.value for v in variables])
        optimizer.apply(gradients, variables)
        form["steps"].append({"logs": {"loss": number(loss), "reconstruction": number(parts[0]),
                                       "divergence": number(parts[1])}})
    form["weights_after"] = {"encoder": weight_forms(encoder), "decoder": weight_forms(decoder)}
    return form


def record():
    return {"keras": keras.__version__, "cases": [gan(), autoencoder()]}
