/// Operations that have a namespace or many settings in Keras: `keras.ops.nn`, `keras.ops.image`,
/// `keras.ops.linalg`. Operations on one tensor never live here: they are methods of `Tensor`; nothing here has
/// weights or state. Start reading at `Images`.
package jacobian.keras.ops;
