package jacobian.keras.saving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {
    private static final byte[] TEXT = "some text, some text, some text".getBytes(UTF_8);

    @TempDir
    Path folder;

    private static byte[] zip(Object... namesAndBytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
                zip.write((byte[]) namesAndBytes[i + 1]);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] stored(String name, byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            var crc = new CRC32();
            crc.update(bytes);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static ZipArchive read(byte[] bytes) {
        return ZipArchive.of(MemorySegment.ofArray(bytes), Limits.standard());
    }

    private static byte[] bytes(ZipArchive archive, String name) {
        return archive.bytes(name).toArray(ValueLayout.JAVA_BYTE);
    }

    private static void assertRefused(byte[] zip, String message) {
        assertThatThrownBy(() -> {
                    var archive = read(zip);
                    archive.names().forEach(archive::bytes);
                })
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void members_come_in_order_with_their_bytes() {
        var archive = read(zip("b", TEXT, "folder/", new byte[0], "folder/a", new byte[0]));

        assertThat(archive.names()).containsExactly("b", "folder/a");
        assertThat(bytes(archive, "b")).isEqualTo(TEXT);
        assertThat(bytes(archive, "folder/a")).isEmpty();
        assertThat(archive.contains("a")).isFalse();
    }

    @Test
    void large_members_unpack_piece_by_piece() {
        var noise = new byte[3_000_000];
        new Random(1).nextBytes(noise);
        var even = new byte[5_000_000];
        Arrays.fill(even, (byte) 7);

        var archive = read(zip("noise", noise, "even", even));

        assertThat(bytes(archive, "noise")).isEqualTo(noise);
        assertThat(bytes(archive, "even")).isEqualTo(even);
    }

    @Test
    void a_stored_member_is_not_copied() throws IOException {
        var path = Files.write(folder.resolve("a.zip"), stored("a", TEXT));

        var archive = ZipArchive.open(path, Limits.standard());

        assertThat(bytes(archive, "a")).isEqualTo(TEXT);
        assertThat(archive.bytes("a").isMapped()).isTrue();
    }

    @Test
    void a_stream_is_read_up_to_the_limit() {
        var zip = zip("a", TEXT);

        assertThat(bytes(ZipArchive.read(new ByteArrayInputStream(zip), Limits.standard()), "a"))
                .isEqualTo(TEXT);
        assertThatThrownBy(() -> ZipArchive.read(
                        new ByteArrayInputStream(zip), Limits.standard().withTotalBytes(50)))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage("the stream is longer, but the limit totalBytes allows 50: if you trust the file, read it"
                        + " with limits(Limits.standard().withTotalBytes(...))");
    }

    @Test
    void an_unknown_member_is_answered_by_those_that_are_there() {
        assertThatThrownBy(() -> read(zip("a", TEXT)).bytes("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the archive has [a], not \"b\"");
    }

    @Test
    void a_bomb_is_refused_before_it_is_unpacked() {
        var bomb = zip("a", new byte[70 << 20]);

        assertRefused(bomb, "unpacks to 73400320, but the limit ratio allows 67108864: if you trust the file");
        assertThat(ZipArchive.of(MemorySegment.ofArray(bomb), Limits.standard().withRatio(10_000))
                        .bytes("a")
                        .byteSize())
                .isEqualTo(70 << 20);
    }

    @Test
    void too_many_members_are_refused() {
        assertThatThrownBy(() -> ZipArchive.of(
                        MemorySegment.ofArray(zip("a", TEXT, "b", TEXT)),
                        Limits.standard().withEntries(1)))
                .hasMessageContaining("the archive has 2 members, but the limit entries allows 1");
    }

    @Test
    void names_that_lead_out_are_refused() {
        for (var name : new String[] {"../a", "a/../../b", "/etc/a", "a\\b", "C:/a", ".."}) {
            assertRefused(zip(name, TEXT), "leads out of a folder".replace("leads", "lead"));
        }
        assertThat(read(zip("a..b/c..", TEXT)).names()).containsExactly("a..b/c..");
    }

    @Test
    void a_changed_byte_is_found_by_the_checksum() {
        var zip = stored("a", TEXT);
        zip[31 + 5] ^= 1;

        assertRefused(zip, "member a of the archive is broken: its checksum is another");
    }

    @Test
    void a_directory_that_says_another_size_is_refused() {
        var zip = zip("a", TEXT);
        int directory = indexOf(zip, 'P', 'K', 1, 2);
        zip[directory + 24] += 1;

        assertRefused(zip, "do not unpack to 32");
        zip[directory + 24] -= 2;
        assertRefused(zip, "do not unpack to 30");
    }

    @Test
    void an_unknown_method_and_an_encrypted_member_are_refused() {
        var method = zip("a", TEXT);
        method[indexOf(method, 'P', 'K', 1, 2) + 10] = 12;
        var encrypted = zip("a", TEXT);
        encrypted[indexOf(encrypted, 'P', 'K', 1, 2) + 8] |= 1;

        assertRefused(method, "packed by method 12: 0 (stored) and 8 (deflated) can be read");
        assertRefused(encrypted, "is encrypted");
    }

    @Test
    void members_that_share_their_bytes_are_refused() {
        var zip = zip("a", TEXT, "b", TEXT);
        int second = indexOf(zip, 'P', 'K', 1, 2) + 47;
        zip[second + 46] = 'a';
        Arrays.fill(zip, second + 42, second + 46, (byte) 0);

        assertRefused(zip, "it has two members a");
    }

    private static int indexOf(byte[] bytes, int... wanted) {
        for (int i = 0; ; i++) {
            int j = 0;
            while (j < wanted.length && bytes[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return i;
            }
        }
    }

    @Test
    void every_cut_is_refused() {
        var zip = zip("a", TEXT, "b", TEXT);
        for (int length = 0; length < zip.length; length++) {
            var cut = Arrays.copyOf(zip, length);

            assertThatThrownBy(() -> read(cut)).isInstanceOf(RefusedFileException.class);
        }
    }

    @Test
    void every_changed_byte_gives_the_same_bytes_or_a_refusal() {
        var zip = zip("a", TEXT, "b/c", TEXT);
        for (int at = 0; at < zip.length; at++) {
            for (int change : new int[] {1, 0x80, 0xff}) {
                var broken = zip.clone();
                broken[at] ^= (byte) change;
                try {
                    var archive = read(broken);
                    for (var name : archive.names()) {
                        assertThat(bytes(archive, name)).isEqualTo(TEXT);
                    }
                } catch (RefusedFileException expected) {
                    assertThat(expected.getMessage()).isNotEmpty();
                }
            }
        }
    }
}
