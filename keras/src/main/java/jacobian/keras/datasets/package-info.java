/// Data sets by name: some lie in this jar, others are read from a folder or downloaded into a cache once.
/// Nothing here trains or changes what it reads, and nothing is downloaded that fails its checksum.
/// Start reading at `Datasets`.
package jacobian.keras.datasets;
