/// Pictures for those who stay in code: each is a [jacobian.plots.Plot], made by [jacobian.plots.Plots].
///
/// What is computed for a picture lives here; how lines, colours and letters come to the paper never does, that is
/// `drawing`'s. Start reading at [jacobian.plots.Plots].
package jacobian.plots;
