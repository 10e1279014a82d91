package com.upcoach.docs;

import com.upcoach.grid.view.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files of the class path. */
final class Resources {
    private Resources() {}

    /** Reads a file that must be there. */
    static byte[] bytes(String path) {
        try (InputStream in = Resources.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file that must be there, to be sent. */
    static View view(String path) {
        return View.tagged(bytes(path));
    }
}
