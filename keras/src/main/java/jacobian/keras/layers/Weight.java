package jacobian.keras.layers;

import jacobian.engine.tensor.Variable;
import jacobian.keras.regularizers.Regularizer;
import java.util.Optional;

/// A variable of a layer: its name there, whether training changes it, and what punishes it.
record Weight(String name, Variable variable, boolean trainable, Optional<Regularizer> regularizer) {}
