/// The doctor that watches a run of `fit` and names what is wrong with it: gradients, units, rates, data.
/// Nothing here changes a step, and no picture or page is drawn.
/// Start reading at `GradientDoctor`; what it can find is `Problem`, when it says so is `Thresholds`.
package jacobian.keras.callbacks.doctor;
