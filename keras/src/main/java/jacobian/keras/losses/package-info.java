/// Losses: how far predictions are from targets, as one number to make small. Each class states one formula and
/// nothing else. No metric, optimizer or model lives here, and no loss keeps a state. Start reading at `Loss`,
/// then `MeanSquaredError`, then `Crossentropy`.
package jacobian.keras.losses;
