/// Searches for good hyperparameters: a model is made by a function of a trial, and many trials are compared.
/// No layer, no training loop and no file format of models lives here.
/// Start reading at `RandomSearch`, then `Search`; what a hyperparameter may be is in `Domain`.
package jacobian.keras.tuners;
