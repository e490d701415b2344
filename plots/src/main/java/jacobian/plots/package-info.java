/// Charts of training, data and models, written as SVG and PNG without a browser. Nothing here trains or changes a
/// model. Start with `Plots`.
package jacobian.plots;
