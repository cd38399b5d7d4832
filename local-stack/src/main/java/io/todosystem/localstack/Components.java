package io.todosystem.localstack;

import io.todosystem.localstack.supervise.Supervised;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** All components of a stack, and the order in which they start and end. */
final class Components {
    /** What comes later may need what came before: everything ends from the last to the first. */
    private static final List<Set<String>> STAGES = List.of(
            Set.of("postgres", "kafka", "mail"), Set.of("auth"), Set.of("tasks", "notification"), Set.of("bff"));

    /** What must serve before something is started; services wait for each other by themselves. */
    private static final Map<String, Set<String>> NEEDS = Map.of(
            "auth", Set.of("postgres"),
            "tasks", Set.of("postgres", "kafka"),
            "notification", Set.of("postgres", "kafka"));

    private final Map<String, Supervised> byName = new LinkedHashMap<>();
    private final Consumer<String> journal;

    Components(List<String> names, Function<String, Supervised> supervised, Consumer<String> journal) {
        this.journal = journal;
        names.forEach(name -> byName.put(name, supervised.apply(name)));
    }

    Supervised get(String name) {
        Supervised component = byName.get(name);
        if (component == null) {
            throw new StackFailure("There is no " + name + ". There are: " + String.join(", ", names()) + ".");
        }
        return component;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    Set<String> names() {
        return byName.keySet();
    }

    Collection<Supervised> all() {
        return byName.values();
    }

    /** Returns when all of them serve, or fails as soon as one cannot. */
    void start() {
        await(anyFailureOrAll(together(names(), this::startWhenNeedsAreMet)));
    }

    /** Ends every one of them, also when one cannot be ended as it should. */
    void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Set<String> stage : STAGES.reversed()) {
            try {
                await(all(together(stage, Supervised::close)));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void startWhenNeedsAreMet(Supervised component) {
        NEEDS.getOrDefault(component.name(), Set.of()).forEach(need -> {
            Supervised needed = get(need);
            needed.start();
            needed.awaitReady();
        });
        long begin = System.nanoTime();
        component.start();
        component.awaitReady();
        journal.accept("%s is ready (%.1f s)".formatted(component.name(), (System.nanoTime() - begin) / 1e9));
    }

    private List<CompletableFuture<Void>> together(Set<String> names, Consumer<Supervised> action) {
        List<CompletableFuture<Void>> actions = new ArrayList<>();
        for (String name : names) {
            Supervised component = byName.get(name);
            if (component != null) {
                actions.add(CompletableFuture.runAsync(() -> action.accept(component), Thread::startVirtualThread));
            }
        }
        return actions;
    }

    private static void await(CompletableFuture<Void> actions) {
        try {
            Void ignored = actions.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> actions) {
        return CompletableFuture.allOf(actions.toArray(CompletableFuture[]::new));
    }

    /** Does not wait for the others when one has failed. */
    private static CompletableFuture<Void> anyFailureOrAll(List<CompletableFuture<Void>> actions) {
        CompletableFuture<Void> all = all(actions);
        for (CompletableFuture<Void> action : actions) {
            CompletableFuture<Void> ignored = action.exceptionally(failure -> {
                all.completeExceptionally(failure);
                throw new CompletionException(failure);
            });
        }
        return all;
    }
}
