/// Constraints: what is applied to a weight after each change by an optimizer, so that it stays where it belongs.
/// No weight, layer or optimizer lives here.
/// Start reading at `Constraint`, then `MaxNorm`.
package jacobian.keras.constraints;
