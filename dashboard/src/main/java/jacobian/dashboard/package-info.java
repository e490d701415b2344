/// The live training page: a local web server that shows what a training and its logs say. Nothing here changes a
/// model, and nothing leaves this machine. Start with `Dashboard`.
package jacobian.dashboard;
