package jacobian.keras.saving;

/// A file of an archive, as the archive's directory describes it.
///
/// @param header where its own header begins
/// @param start where its packed bytes begin
/// @param packed how many they are
/// @param size how many they are unpacked
/// @param crc the checksum of those
record ZipMember(String name, boolean isDeflated, long header, long start, long packed, long size, long crc) {
    long end() {
        return start + packed;
    }
}
