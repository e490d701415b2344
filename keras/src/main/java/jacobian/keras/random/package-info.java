/// Random numbers as functions of a key and a counter, and the state that makes them differ from step to step.
/// No distribution of weights (see `initializers`) and no layer lives here.
/// Start reading at `SeedGenerator`.
package jacobian.keras.random;
