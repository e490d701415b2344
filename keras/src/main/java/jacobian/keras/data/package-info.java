/// Where examples come from and how they become batches: data sets, shuffling, splitting, reading ahead.
/// Nothing here knows a model, a layer or a loss; what a batch holds is rows of inputs, targets and weights, no
/// more. Start reading at `Dataset`, then `Batch` and `Rows`.
package jacobian.keras.data;
