/// The `jac` command: one class per subcommand, each a thin layer over `jacobian.keras`.
/// No numbers are computed here, and results go to standard output, everything else to standard error.
/// Start reading at `Main`.
package jacobian.cli;
