package com.upcoach.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Reads chunks as RFC 9112 (section 7.1) has them. Helidon alone skips the two bytes after a chunk whatever they are,
 * takes a size with a sign, and reads its line however long it is; whoever reads these otherwise takes a part of a body
 * for a request. For one connection.
 */
final class StrictReader extends DataReader {
    /** A size is at most six digits, as bodies are at most 1 MiB; zeros may stand before it. */
    private static final int MAX_LINE_BYTES = 64;

    private static final int LINE_END_BYTES = 2;

    // There is another way to make one, but none to make one of a kind of one's own.
    @SuppressWarnings("removal")
    StrictReader(Supplier<byte[]> bytes) {
        super(bytes);
    }

    /** Reads the line of a size, or the empty one after the last chunk: no sign, no extension, no trailer. */
    @Override
    public String readLine() {
        int length = lineLength();
        String line = length == MAX_LINE_BYTES ? "too long" : readAsciiString(length);
        if (!line.chars().allMatch(HexFormat::isHexDigit)) {
            throw malformed();
        }
        skip(LINE_END_BYTES);
        return line;
    }

    private int lineLength() {
        try {
            return findNewLine(MAX_LINE_BYTES);
        } catch (IncorrectNewLineException e) {
            throw malformed();
        }
    }

    /** Two bytes are skipped only where a line or a chunk ends. */
    @Override
    public void skip(int length) {
        if (length == LINE_END_BYTES && !startsWithNewLine()) {
            throw malformed();
        }
        super.skip(length);
    }

    /** What is content may be any two bytes. */
    @Override
    public BufferData readBuffer(int length) {
        BufferData content = getBuffer(length);
        super.skip(length);
        return content;
    }

    @Override
    public BufferData readBuffer() {
        ensureAvailable();
        return readBuffer(available());
    }

    private static RequestException malformed() {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .message("malformed chunk")
                .setKeepAlive(false)
                .build();
    }
}
