package io.todosystem.localstack.doctor;

import io.todosystem.localstack.engine.PostgresEngine;
import java.util.ArrayList;
import java.util.List;

/** Looks at one thing after the other; what cannot be looked at is a problem, too. */
public final class Doctor {
    private final List<Check> checks = new ArrayList<>();

    public Doctor(Installation installation) {
        checks.add(new ProcessCheck(installation));
        checks.add(new BuildCheck(installation));
        for (String service : PostgresEngine.DATABASES) {
            checks.add(new MigrationCheck(installation, service));
            checks.add(new OutboxCheck(installation, service));
            checks.add(new DeadLetterCheck(installation, service));
        }
        checks.add(new ConsumerCheck(installation));
        checks.add(new KeyCheck(installation));
        checks.add(new ClockCheck(installation));
        checks.add(new DiskCheck(installation.home()));
    }

    public List<Finding> examine() {
        return checks.stream().flatMap(check -> look(check).stream()).toList();
    }

    private static List<Finding> look(Check check) {
        try {
            return check.look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(unknown(check, e));
        } catch (Exception e) {
            return List.of(unknown(check, e));
        }
    }

    private static Finding unknown(Check check, Exception e) {
        return Finding.problem(check.subject(), "cannot be looked at: " + sentence(e), "./todo ps");
    }

    private static String sentence(Exception e) {
        String message = e.getMessage();
        return message == null ? e.toString() : firstLine(message);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
