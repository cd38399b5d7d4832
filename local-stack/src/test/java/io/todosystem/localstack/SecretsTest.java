package io.todosystem.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void are_made_once_and_kept() {
        Path file = folder.resolve("secrets");
        String first = Secrets.load(file).get(Secrets.PAGE_TOKEN_KEY);

        assertThat(Secrets.load(file).get(Secrets.PAGE_TOKEN_KEY)).isEqualTo(first);
        assertThat(Base64.getDecoder().decode(first)).hasSize(32);
    }

    @Test
    void differ_from_each_other() {
        Secrets secrets = Secrets.load(folder.resolve("secrets"));

        assertThat(secrets.get(Secrets.databaseOf("auth"))).isNotEqualTo(secrets.get(Secrets.databaseOf("tasks")));
    }

    @Test
    void can_be_read_by_their_owner_alone() throws IOException {
        Path file = folder.resolve("secrets");
        Secrets.load(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void file_of_an_older_version_gets_what_it_lacks_and_keeps_what_it_has() throws IOException {
        Path file = Files.writeString(folder.resolve("secrets"), "database.auth=old=\n");

        Secrets secrets = Secrets.load(file);

        assertThat(secrets.get(Secrets.databaseOf("auth"))).isEqualTo("old=");
        assertThat(secrets.get(Secrets.KEY_ENCRYPTION_KEY)).isNotEmpty();
    }
}
