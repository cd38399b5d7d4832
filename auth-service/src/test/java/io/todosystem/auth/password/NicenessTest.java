package io.todosystem.auth.password;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@EnabledOnOs(OS.LINUX)
class NicenessTest {
    private static final Path AUTOGROUP = Path.of("/proc/self/autogroup");

    @Test
    void a_session_of_its_own_gives_way_to_others() throws Exception {
        assumeThat(AUTOGROUP).exists();

        assertThat(sessionOf(List.of("setsid", "--wait"))).endsWith(" nice 7");
    }

    @Test
    void the_session_of_somebody_else_stays_as_it_is() throws Exception {
        assumeThat(AUTOGROUP).exists();
        String before = Files.readString(AUTOGROUP).strip();

        assertThat(sessionOf(List.of())).isEqualTo(before);
        assertThat(Files.readString(AUTOGROUP).strip()).isEqualTo(before);
    }

    private static String sessionOf(List<String> prefix) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(NicePerson.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    /** Says what became of its session. */
    static final class NicePerson {
        private NicePerson() {}

        public static void main(String... arguments) throws Exception {
            Niceness.giveToOwnSession(7);
            System.out.println(Files.readString(AUTOGROUP));
        }
    }
}
