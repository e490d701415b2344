package jacobian.keras.data;

/// Something that yields the batches of any epoch, from any batch on.
@FunctionalInterface
interface BatchSource {
    Batches open(long epoch, long from);
}
