package io.todosystem.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HomeTest {
    @TempDir
    Path folder;

    @Test
    void folder_of_somebody_else_is_left_as_it_is() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> new Home(folder).prepare())
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("is left alone")
                .hasMessageContaining("TODO_HOME");

        assertThat(folder).isDirectoryContaining("glob:**notes.txt");
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void home_stays_one_whatever_somebody_puts_into_it_and_does_not_count_it_as_its_own() throws IOException {
        Home home = new Home(folder).prepare();
        HomeLock.take(home).close();
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThat(home.prepare().isFit()).isTrue();
        assertThat(home.content()).contains(folder.resolve("data")).doesNotContain(folder.resolve("notes.txt"));
        assertThat(home.content().getLast()).isEqualTo(home.run());
    }
}
