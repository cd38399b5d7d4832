package io.todosystem.e2e.faults;

import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.faults.Writer.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import static org.awaitility.Awaitility.await;

/** Three users who write all the time, the first of them from two places at once. */
final class Load {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final Map<Account, List<Writer>> writers = new LinkedHashMap<>();
    private final List<CompletableFuture<Void>> runs = new ArrayList<>();

    private Load() {}

    static Load start(Stack stack) {
        return start(stack, account -> Door.rest(account.rest()));
    }

    static Load start(Stack stack, Function<Account, Door> doors) {
        var load = new Load();
        for (var name : List.of("Ada", "Grace", "Edsger")) {
            load.writers.put(stack.rest().register(name), new ArrayList<>());
        }
        load.writers.forEach((account, own) -> load.add(own, doors.apply(account)));
        var first = load.writers.entrySet().iterator().next();
        load.add(first.getValue(), doors.apply(first.getKey()));
        return load;
    }

    private void add(List<Writer> own, Door door) {
        var writer = new Writer(door);
        own.add(writer);
        runs.add(CompletableFuture.runAsync(writer::run, Thread::startVirtualThread));
    }

    /** How many commands are answered so far. */
    int answered() {
        return all().stream().mapToInt(Writer::answered).sum();
    }

    /** Returns the moment that one more command is answered. */
    void awaitAnswer() {
        int before = answered();
        await().atMost(LAST_ANSWERS).pollDelay(Duration.ZERO).pollInterval(LOOK).until(() -> answered() > before);
    }

    /** Returns when the last command of each writer is answered. */
    void end() {
        abandon();
        try {
            CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new))
                    .get(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a writer met what it must not meet", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a command has had no answer for " + LAST_ANSWERS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tells the writers to end and does not wait: for a test that failed. */
    void abandon() {
        all().forEach(Writer::end);
    }

    Set<Account> accounts() {
        return writers.keySet();
    }

    /** What was acknowledged, by user. */
    Map<Account, List<Change>> acknowledged() {
        Map<Account, List<Change>> changes = new LinkedHashMap<>();
        writers.forEach((account, own) -> changes.put(
                account,
                own.stream().flatMap(writer -> writer.changes().stream()).toList()));
        return changes;
    }

    Map<String, Integer> refusals() {
        return sum(Writer::refusals);
    }

    Map<String, Integer> breaks() {
        return sum(Writer::breaks);
    }

    Duration longest() {
        return all().stream().map(Writer::longest).max(Duration::compareTo).orElseThrow();
    }

    private Map<String, Integer> sum(Function<Writer, Map<String, Integer>> part) {
        Map<String, Integer> sum = new TreeMap<>();
        all().forEach(writer -> part.apply(writer).forEach((how, count) -> sum.merge(how, count, Integer::sum)));
        return sum;
    }

    private List<Writer> all() {
        return writers.values().stream().flatMap(List::stream).toList();
    }
}
