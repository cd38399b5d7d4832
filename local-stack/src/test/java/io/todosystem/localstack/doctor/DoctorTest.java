package io.todosystem.localstack.doctor;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Ports;
import io.todosystem.localstack.Project;
import io.todosystem.localstack.doctor.Finding.Level;
import io.todosystem.localstack.doctor.Installation.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.todosystem.localstack.doctor.Finding.Level.OK;
import static io.todosystem.localstack.doctor.Finding.Level.PROBLEM;
import static io.todosystem.localstack.doctor.Finding.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

/** What is said of which state. */
class DoctorTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration ROTATION = Duration.ofDays(30);

    private final Installation installation = new Installation(
            new Home(Path.of("target", "doctor")),
            Ports.standard(0),
            new Project(Path.of("..")),
            List.of(new Part("auth", "ready", Optional.empty(), 0), new Part("tasks", "stopped", Optional.empty(), 0)));

    @ParameterizedTest
    @CsvSource({"0, OK", "3000, OK", "-3000, OK", "4000, WARNING", "-4000, WARNING", "31000, PROBLEM", "-31000, PROBLEM"
    })
    void a_clock_that_differs_is_told_before_tokens_are_refused(long millis, Level level) {
        var findings = new ClockCheck(installation)
                .judge(Map.of("PostgreSQL", Duration.ZERO, "auth", Duration.ofMillis(millis)));
        assertThat(findings).singleElement().extracting(Finding::level).isEqualTo(level);
        if (level != OK) {
            assertThat(findings.getFirst().text()).startsWith("auth is").contains(millis < 0 ? "behind" : "ahead of");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, true, OK",
        "9, 10, 0, true, OK",
        "9, 11, 0, true, WARNING",
        "9, 61, 0, true, PROBLEM",
        "0, 0, 1, true, PROBLEM",
        "0, 0, 0, false, PROBLEM"
    })
    void an_outbox_that_is_not_emptied_is_told(long waiting, long seconds, long parked, boolean relayed, Level level) {
        var findings = new OutboxCheck(installation, "auth").judge(waiting, seconds, parked, relayed);
        assertThat(findings).singleElement().extracting(Finding::level).isEqualTo(level);
    }

    @Test
    void whoever_relays_nothing_is_started_if_it_is_down_and_restarted_if_it_is_not() {
        assertThat(new OutboxCheck(installation, "auth")
                        .judge(3, 0, 0, false)
                        .getFirst()
                        .remedy())
                .isEqualTo("./todo restart auth");
        assertThat(new OutboxCheck(installation, "tasks")
                        .judge(3, 0, 0, false)
                        .getFirst()
                        .remedy())
                .isEqualTo("./todo start tasks");
    }

    @Test
    void a_signing_key_is_watched_until_its_successor_signs() {
        var check = new KeyCheck(installation);
        assertThat(check.judge(NOW, Optional.empty(), Optional.empty()).level()).isEqualTo(PROBLEM);
        var young = check.judge(NOW, Optional.of(NOW.minus(Duration.ofDays(3))), Optional.empty());
        assertThat(young)
                .isEqualTo(Finding.ok("signing key", "signs since 2026-11-17, the next one comes on 2026-12-17"));
        var old = Optional.of(NOW.minus(ROTATION).minus(Duration.ofHours(2)));
        assertThat(check.judge(NOW, old, Optional.empty()).level()).isEqualTo(WARNING);
        assertThat(check.judge(NOW, old, Optional.of(NOW.minus(Duration.ofMinutes(5))))
                        .level())
                .isEqualTo(OK);
        assertThat(check.judge(NOW, old, Optional.of(NOW.minus(Duration.ofHours(2))))
                        .level())
                .isEqualTo(PROBLEM);
    }

    @Test
    void a_schema_is_what_the_code_wants_or_a_problem() {
        var check = new MigrationCheck(installation, "auth");
        assertThat(check.judge(Set.of(1, 2), Set.of(1, 2), Set.of()).level()).isEqualTo(OK);
        assertThat(check.judge(Set.of(1, 2, 3), Set.of(1, 2), Set.of()).text()).isEqualTo("not applied yet: [3]");
        assertThat(check.judge(Set.of(1, 2), Set.of(1), Set.of(2)).text()).isEqualTo("failed in the middle: [2]");
        assertThat(check.judge(Set.of(1), Set.of(1, 2), Set.of()).text())
                .contains("newer code")
                .contains("[2]");
    }

    @Test
    void a_consumer_that_nobody_is_or_that_is_far_behind_is_told() {
        var check = new ConsumerCheck(installation);
        assertThat(check.judge("notification", "notification", 0, 0).level()).isEqualTo(PROBLEM);
        assertThat(check.judge("notification", "notification", 12, 1_000).level())
                .isEqualTo(OK);
        assertThat(check.judge("notification", "notification", 12, 1_001).level())
                .isEqualTo(WARNING);
    }

    @Test
    void a_disk_that_runs_full_is_told() {
        var check = new DiskCheck(installation.home());
        assertThat(check.judge(6L << 30).level()).isEqualTo(OK);
        assertThat(check.judge(4L << 30).level()).isEqualTo(WARNING);
        assertThat(check.judge(1L << 29).level()).isEqualTo(PROBLEM);
    }

    @Test
    void what_cannot_be_looked_at_is_a_problem() {
        var home = new Home(Path.of("target", "doctor")).prepare();
        var nothing = new Installation(home, Ports.free(), new Project(Path.of("..")), List.of());
        assertThat(new Doctor(nothing).examine())
                .filteredOn(finding -> finding.level() == PROBLEM)
                .extracting(Finding::subject)
                .contains("outbox of auth", "schema of tasks", "consumers", "signing key", "clocks");
    }
}
