package jacobian.keras.saving.hdf5;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The messages of one object of the file, in either of HDF5's two forms.
record Header(long address, List<Message> messages) {
    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int FILL_VALUE = 0x05;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0b;
    static final int ATTRIBUTE = 0x0c;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;

    private static final String WHAT = "an object header";

    /// @param isShared the message lies elsewhere, as a datatype with a name does
    record Message(int type, boolean isShared, Cursor data) {}

    private record Block(long address, long length) {}

    static Header read(Source source, long address) {
        source.object();
        var start = source.cursor(address, Math.min(8, source.size()), WHAT);
        return new Header(address, start.starts("OHDR") ? second(source, address) : first(source, address));
    }

    private static List<Message> first(Source source, long address) {
        var prefix = source.ownCursor(address, 16, WHAT);
        prefix.version(1);
        int count = prefix.skip(1).u16();
        long length = prefix.skip(4).u32();
        var blocks = new ArrayDeque<>(List.of(new Block(address + 16, length)));
        var messages = new ArrayList<Message>();
        while (!blocks.isEmpty()) {
            var block = blocks.poll();
            var cursor = source.ownCursor(block.address, block.length, WHAT);
            while (cursor.remaining() >= 8 && messages.size() < count) {
                int type = cursor.u16();
                int size = cursor.u16();
                boolean isShared = (cursor.u8() & 2) != 0;
                take(new Message(type, isShared, cursor.skip(3).sub(size, "a message")), messages, blocks);
            }
        }
        return messages;
    }

    private static List<Message> second(Source source, long address) {
        var start = source.cursor(address, Math.min(34, source.size() - address), WHAT);
        start.expect("OHDR").version(2);
        int flags = start.u8();
        start.skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        long length = start.unsigned(1 << (flags & 3));
        source.own(address, start.position(), WHAT);
        int extra = (flags & 4) != 0 ? 2 : 0;
        var blocks = new ArrayDeque<Block>();
        var messages = new ArrayList<Message>();
        second(source.ownCursor(address + start.position(), length, WHAT), extra, messages, blocks);
        while (!blocks.isEmpty()) {
            var block = blocks.poll();
            // The checksum at the end is not part of it.
            var cursor = source.ownCursor(block.address, block.length, WHAT).expect("OCHK");
            second(cursor.sub(Math.max(0, cursor.remaining() - 4), WHAT), extra, messages, blocks);
        }
        return messages;
    }

    private static void second(Cursor cursor, int extra, List<Message> messages, ArrayDeque<Block> blocks) {
        while (cursor.remaining() >= 4 + extra) {
            int type = cursor.u8();
            int size = cursor.u16();
            boolean isShared = (cursor.u8() & 2) != 0;
            take(new Message(type, isShared, cursor.skip(extra).sub(size, "a message")), messages, blocks);
        }
    }

    private static void take(Message message, List<Message> messages, ArrayDeque<Block> blocks) {
        messages.add(message);
        if (message.type == CONTINUATION) {
            blocks.add(new Block(message.data.i64(), message.data.length()));
        }
    }

    List<Cursor> all(int type) {
        return messages.stream()
                .filter(each -> each.type == type)
                .map(Header::data)
                .toList();
    }

    Optional<Cursor> find(int type) {
        return messages.stream().filter(each -> each.type == type).findFirst().map(Header::data);
    }

    boolean has(int type) {
        return messages.stream().anyMatch(each -> each.type == type);
    }

    /// What the message says, from its start.
    private static Cursor data(Message message) {
        var data = message.data;
        if (message.isShared) {
            throw data.source()
                    .refused("a message of type " + message.type
                            + " is shared between objects: this is not read,"
                            + " write the file anew without named datatypes");
        }
        return new Cursor(data.source(), data.rest(), "a message");
    }
}
