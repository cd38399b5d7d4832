package io.todosystem.localstack.supervise;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class LogFileTest {
    @TempDir
    Path folder;

    @Test
    void tail_gives_the_last_lines() throws IOException {
        LogFile log = new LogFile(Files.writeString(folder.resolve("x.log"), "a\nb\nc\n"));

        assertThat(log.tail(2)).containsExactly("b", "c");
        assertThat(log.tail(9)).containsExactly("a", "b", "c");
    }

    @Test
    void log_that_does_not_exist_has_no_lines() {
        assertThat(new LogFile(folder.resolve("none.log")).tail(5)).isEmpty();
    }

    @Test
    void writer_goes_on_after_the_log_was_cut() throws IOException {
        Path path = folder.resolve("x.log");
        LogFile log = new LogFile(path);
        try (Writer process = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            process.write("old\n");
            process.flush();
            log.bound(3);
            process.write("new\n");
        }

        assertThat(Files.readString(path)).isEqualTo("new\n");
        assertThat(Files.readString(folder.resolve("x.log.1"))).isEqualTo("old\n");
    }

    @Test
    void log_below_its_bound_is_left_alone() throws IOException {
        Path path = Files.writeString(folder.resolve("x.log"), "old\n");
        new LogFile(path).bound(4);

        assertThat(path).hasContent("old\n");
        assertThat(folder.resolve("x.log.1")).doesNotExist();
    }
}
