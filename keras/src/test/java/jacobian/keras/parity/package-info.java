/// How much of Keras is here, name by name and argument by argument: the page docs/parity.md and its test.
/// No test of a building block lives here; golden cases are counted, not run.
/// Start reading at `ParityTest`.
package jacobian.keras.parity;
