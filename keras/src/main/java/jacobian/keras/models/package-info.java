/// Models: chains and graphs of layers, and the loops that train, test and use them.
/// No layer, no loss and no optimizer lives here.
/// Start reading at `Sequential`, then `Model`; training is in `TrainingProgram` and `FitLoop`.
package jacobian.keras.models;
