package com.upcoach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority made for a test by the JDK's keytool, and what it signs, in files as cert-manager lays them
 * out.
 */
final class TestAuthority {
    private static final String PASSWORD = "changeit";

    private final Path home;

    private TestAuthority(Path home) {
        this.home = home;
    }

    static TestAuthority create(Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        TestAuthority authority = new TestAuthority(home);
        authority.generate("ca", "bc:c");
        authority.keytool("ca", "-exportcert", "-rfc", "-file", "ca.crt");
        return authority;
    }

    /** Makes a key and a certificate of this authority, and returns the folder that UPCOACH_GRID_TLS wants. */
    Path issue(String name) throws IOException, InterruptedException, GeneralSecurityException {
        generate(name, "san=dns:" + name);
        keytool(name, "-certreq", "-file", name + ".csr");
        keytool("ca", "-gencert", "-rfc", "-infile", name + ".csr", "-outfile", name + ".crt");
        Path folder = Files.createDirectories(home.resolve(name));
        Files.writeString(folder.resolve("tls.key"), key(name));
        Files.copy(home.resolve(name + ".crt"), folder.resolve("tls.crt"));
        Files.copy(home.resolve("ca.crt"), folder.resolve("ca.crt"));
        return folder;
    }

    private void generate(String name, String extension) throws IOException, InterruptedException {
        keytool(
                name,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                extension);
    }

    private void keytool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", name, "-keystore", name + ".p12", "-storepass", PASSWORD));
        Path log = home.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    private KeyStore store(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(home.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private String key(String name) throws IOException, GeneralSecurityException {
        byte[] key = store(name).getKey(name, PASSWORD.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
