package io.todosystem.localstack.supervise;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.StackFailure;
import io.todosystem.localstack.supervise.Component.StopSignal;
import io.todosystem.localstack.supervise.Supervised.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Real processes, but only shells. */
final class SupervisedTest {
    /** Serves once it has made the file {@code ready}; ends when told to. */
    private static final String SERVER = "echo started; touch ready; while :; do sleep 0.05; done";

    @TempDir
    Path folder;

    private final Queue<String> journal = new ConcurrentLinkedQueue<>();
    private Home home;
    private Supervised process;

    @BeforeEach
    void prepare() {
        home = new Home(folder).prepare();
        process = supervised(SERVER, Duration.ofSeconds(5));
    }

    @AfterEach
    void end() {
        process.close();
    }

    @Test
    void crashed_process_is_started_again() {
        long first = started();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().until(() -> process.status().restarts() == 1 && process.status().state() == State.READY);
        assertThat(process.status().pid())
                .hasValueSatisfying(pid -> assertThat(pid).isNotEqualTo(first));
        assertThat(journal)
                .anyMatch(line -> line.startsWith("shell ended with signal 9; it is started again in 0.5 s"));
    }

    @Test
    void process_killed_by_hand_stays_down_until_started() {
        long first = started();

        process.kill();

        assertThat(process.status().state()).isEqualTo(State.STOPPED);
        assertThat(process.status().pid()).isEmpty();
        assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(started()).isNotEqualTo(first);
        assertThat(process.status().restarts()).isZero();
    }

    @Test
    void what_is_closed_is_not_started_again() {
        started();

        process.close();

        assertThatThrownBy(process::start)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("everything is being stopped");
        process.stop();
        assertThat(process.status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void stop_asks_before_it_kills() {
        process.close();
        process = supervised("trap 'echo goodbye; exit 0' TERM; " + SERVER, Duration.ofSeconds(5));
        started();

        process.stop();

        assertThat(new LogFile(home.log("shell")).tail(10)).contains("goodbye");
    }

    @Test
    void start_that_meets_a_stop_is_left_alone_by_it() throws Exception {
        process.close();
        process = supervised("trap 'sleep 0.3; exit 0' TERM; " + SERVER, Duration.ofSeconds(2));
        long first = started();
        Thread stop = Thread.ofVirtual().start(process::stop);
        await().until(() -> process.status().state() == State.STOPPING);

        long second = started();

        assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
        assertThat(second).isNotEqualTo(first);
        assertThat(process.status().pid()).hasValue(second);
        assertThat(process.status().state()).isEqualTo(State.READY);
    }

    @Test
    void process_that_does_not_end_is_killed_after_its_grace() {
        process.close();
        process = supervised("trap '' TERM; " + SERVER, Duration.ofMillis(200));
        started();

        process.stop();

        assertThat(process.status().state()).isEqualTo(State.STOPPED);
        assertThat(journal).contains("shell did not end within 0 s and is killed");
    }

    @Test
    void process_that_cannot_start_is_reported_with_its_last_words() {
        process.close();
        process = supervised("echo no key in the environment; exit 3", Duration.ofSeconds(5));
        process.start();

        assertThatThrownBy(process::awaitReady)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("shell ended with status 3 before it was ready")
                .hasMessageContaining("no key in the environment")
                .hasMessageContaining(home.log("shell").toString());
    }

    @Test
    void what_a_person_has_to_mend_is_said_at_once() {
        process.close();
        process = hopeless(() -> {});
        process.start();

        assertThatThrownBy(process::awaitReady)
                .isInstanceOf(StackFailure.class)
                .hasMessage("shell cannot be started. The key does not fit.");
    }

    @Test
    void process_that_is_of_no_use_is_gone_before_the_next_one_starts() {
        Queue<Boolean> left = new ConcurrentLinkedQueue<>();
        process.close();
        process = hopeless(() -> left.add(Files.exists(home.run().resolve("shell.pid"))));
        process.start();

        await().until(() -> left.size() >= 2);
        assertThat(left).containsOnly(false);
    }

    @Test
    void what_a_dead_supervisor_left_behind_is_found_and_ended() throws Exception {
        Process orphan = new ProcessBuilder("sleep", "60").start();
        RecordedProcess.record(home.run(), "orphan", orphan, StopSignal.INT);

        assertThat(RecordedProcess.endAll(home.run(), Duration.ofSeconds(5))).containsExactly("orphan");
        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void note_about_an_earlier_process_of_the_same_id_is_not_believed() throws Exception {
        long self = ProcessHandle.current().pid();
        Files.writeString(home.run().resolve("old.pid"), self + " another-boot/1 TERM\n");

        assertThat(RecordedProcess.alive(home.run())).isEmpty();
        assertThat(RecordedProcess.endAll(home.run(), Duration.ofSeconds(1))).isEmpty();
    }

    private long started() {
        process.start();
        process.awaitReady();
        return process.status().pid().orElseThrow();
    }

    /** Starts well, but can never serve. */
    private Supervised hopeless(Runnable beforeLaunch) {
        Component component = new Component(
                "shell",
                () -> {
                    beforeLaunch.run();
                    return new Launch(List.of("sleep", "60"), Map.of());
                },
                () -> {
                    throw new StackFailure("The key does not fit.");
                },
                StopSignal.TERM,
                Duration.ofSeconds(5));
        return new Supervised(component, home, journal::add);
    }

    private Supervised supervised(String script, Duration grace) {
        Component component = new Component(
                "shell",
                () -> {
                    Files.deleteIfExists(folder.resolve("ready"));
                    return new Launch(List.of("sh", "-c", script), Map.of());
                },
                () -> Files.exists(folder.resolve("ready")),
                StopSignal.TERM,
                grace);
        return new Supervised(component, home, journal::add);
    }
}
