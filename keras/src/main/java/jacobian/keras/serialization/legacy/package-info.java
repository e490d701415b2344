/// What Keras 1, Keras 2 and tf.keras wrote into `.h5` files, translated into what Keras 3 writes today.
/// No file is opened here and no layer is made: configurations are maps that go in and maps that come out.
/// Start reading at `LegacyModel`.
package jacobian.keras.serialization.legacy;
