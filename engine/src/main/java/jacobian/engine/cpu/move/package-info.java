/// Operations that move elements rather than compute on them: gathering, scattering, sorting, padding, joining,
/// running sums.
/// Nothing here is fused, and no graph is walked: a move is made for one node of known sizes.
/// Start reading at `Move`, whose one switch says which class does what.
package jacobian.engine.cpu.move;
