package io.todosystem.e2e.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** infra/secrets, with stand-ins for what only root may do and for the certificates. */
class SecretsScriptTest {
    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(folder.resolve("configuration/infra/loki"));
        write("configuration/infra/loki/loki.yml", "", "rw-r--r--");
        write("configuration/infra/.env", "", "rw-------");
        // The script is root's, who may write anything.
        write("programs/chown", "#!/bin/sh\nchmod u+w \"$3\"\n", "rwx------");
        write("certificates", "#!/bin/sh\nmkdir -p \"$1\"\n", "rwx------");
        write("smtp-password", "", "rw-------");
    }

    @Test
    void what_was_made_once_stays() throws Exception {
        assertThat(run()).isEmpty();
        var key = Files.readString(secret("auth/TODO_KEY_ENCRYPTION_KEY"));
        assertThat(key).hasSizeGreaterThan(40);
        assertThat(run()).isEmpty();
        assertThat(secret("auth/TODO_KEY_ENCRYPTION_KEY")).hasContent(key);
    }

    @Test
    void the_password_of_the_mail_server_is_given_to_notification_alone_and_taken_away_again() throws Exception {
        Files.writeString(folder.resolve("smtp-password"), "the password\n");
        assertThat(run()).isEmpty();
        assertThat(secret("notification/TODO_SMTP_PASSWORD")).hasContent("the password");
        assertThat(Files.getPosixFilePermissions(secret("notification/TODO_SMTP_PASSWORD")))
                .isEqualTo(PosixFilePermissions.fromString("r--------"));
        Files.writeString(folder.resolve("smtp-password"), "");
        assertThat(run()).isEmpty();
        assertThat(secret("notification/TODO_SMTP_PASSWORD")).doesNotExist();
    }

    @Test
    void configuration_that_containers_cannot_read_is_a_sentence_with_the_remedy() throws Exception {
        write("configuration/infra/loki/loki.yml", "", "rw-------");
        assertThat(run())
                .isEqualTo(
                        "secrets: the containers may not read infra/loki/loki.yml; run: chmod -R go+rX infra nginx\n");
    }

    private Path secret(String name) {
        return folder.resolve("secrets").resolve(name);
    }

    private void write(String name, String content, String permissions) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** What it says, which is nothing if it is content. */
    private String run() throws Exception {
        var builder = new ProcessBuilder(
                        "bash",
                        ComposeFile.FOLDER.resolve("secrets").toAbsolutePath().toString(),
                        folder.resolve("secrets").toString(),
                        folder.resolve("certificates").toString(),
                        folder.resolve("smtp-password").toString(),
                        folder.resolve("configuration").toString())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", folder.resolve("programs") + ":", (path, first) -> first + path);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(said.isEmpty() ? 0 : 1);
        return said;
    }
}
