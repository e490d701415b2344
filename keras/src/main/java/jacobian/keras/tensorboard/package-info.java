/// The event files of TensorBoard: framed protobuf records, written and read, also while they grow.
/// No model, layer or callback is known here, and nothing is drawn.
/// Start reading at `SummaryWriter`, then `Event` and `EventFile`.
package jacobian.keras.tensorboard;
