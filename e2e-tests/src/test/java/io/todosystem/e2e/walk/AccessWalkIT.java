package io.todosystem.e2e.walk;

import io.todosystem.e2e.ByAddress;
import io.todosystem.e2e.Rest;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Rest.Answer;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.walk.Guest.Verdict;
import io.todosystem.proto.access.v1.Access;
import io.todosystem.proto.access.v1.Rule;
import io.todosystem.proto.access.v1.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every RPC and every route, tried by everybody; what to expect follows from the access rules in the protos alone. */
@ByAddress
@ExtendWith(Stack.Extension.class)
class AccessWalkIT {
    /** A stream lets each wait for its head, and one user may have ten open. */
    private static final int AT_ONCE = 7;

    /** Routes whose name is not that of their RPC, and those made of several. */
    private static final Map<String, List<String>> RPCS_OF = Map.of(
            "refresh", List.of("RefreshToken"),
            "getMe", List.of("GetUser"),
            "updateMe", List.of("UpdateUser"),
            "getUser", List.of("FindUser"),
            "getDashboard", List.of("GetUser", "ListTasks", "ListNotifications"));

    private static final Access PUBLIC =
            Access.newBuilder().setRule(Rule.RULE_PUBLIC).build();

    private final Stack stack;
    private final List<Rpc> rpcs = Rpc.all();

    AccessWalkIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void every_rpc_lets_in_whom_its_rule_names_and_nobody_else() {
        var guests = new Guests(stack, stack.rest().register("Ada")).all();
        List<String> wrong = new ArrayList<>();
        for (Rpc rpc : rpcs) {
            for (Guest guest : guests) {
                var expected = guest.verdict(rpc.access());
                var failure =
                        rpc.call(stack.channel(rpc.process()), guest.token().isEmpty() ? null : guest.token());
                var verdict = Verdict.of(failure.reason());
                boolean read = failure.reason().equals("UNREADABLE_MESSAGE");
                if (verdict != expected || read != (expected == Verdict.LET_IN)) {
                    wrong.add(rpc + " to " + guest + ": " + failure.reason() + " for " + expected);
                }
            }
        }
        System.out.printf("walked %d RPCs with %d callers each%n", rpcs.size(), guests.size());
        assertThat(rpcs).hasSizeGreaterThan(28);
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_route_lets_in_whom_the_rules_of_its_rpcs_name_and_nobody_else() throws Exception {
        var guests = new Guests(stack, stack.rest().register("Ada"));
        var others = new ArrayList<Guest>(List.of(new Guest.Nobody(), guests.process("tasks"), guests.process("bff")));
        others.addAll(guests.programs());
        var ada = new Guest.Person(guests.account().accessToken(), false);
        var operations = Operation.all(stack.rest());
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            // What has a scope ends no session, so one does for all of them.
            boolean harmless =
                    rulesOf(operation).stream().noneMatch(rule -> rule.getScope() == Scope.SCOPE_UNSPECIFIED);
            var callers = new ArrayList<>(others);
            callers.add(harmless ? ada : guests.signedIn());
            wrong.addAll(surprises(operation, callers));
        }
        System.out.printf("walked %d routes with %d callers each%n", operations.size(), others.size() + 1);
        assertThat(operations).hasSizeGreaterThan(23);
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_belongs_to_somebody_else_is_answered_like_what_does_not_exist() {
        var ada = stack.rest().register("Ada");
        var eve = stack.rest().register("Eve");
        var resources = resourcesOf(ada);
        var operations = Operation.all(stack.rest()).stream()
                .filter(Operation::names)
                .filter(operation -> rulesOf(operation).stream().allMatch(rule -> rule.getRule() == Rule.RULE_USER))
                .toList();
        for (Operation operation : operations) {
            var kind = operation.template().split("[/:]", -1)[3];
            assertThat(resources).as("a foreign resource for " + operation).containsKey(kind);
            var theirs = resources.get(kind);
            var nobodys = UUID.randomUUID().toString();

            var foreign = operation.of(theirs).call(eve.rest());
            var unknown = operation.of(nobodys).call(eve.rest());

            assertThat(foreign.status()).as(operation.toString()).isEqualTo(404);
            assertThat(said(foreign, theirs)).as(operation.toString()).isEqualTo(said(unknown, nobodys));
        }
        assertThat(operations).hasSizeGreaterThan(8);
        assertThat(resourcesStillThere(ada)).isEqualTo(resources);
    }

    private List<String> surprises(Operation operation, List<Guest> callers) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (int first = 0; first < callers.size(); first += AT_ONCE) {
            wrong.addAll(surprisesAtOnce(operation, callers.subList(first, Math.min(first + AT_ONCE, callers.size()))));
        }
        return wrong;
    }

    private List<String> surprisesAtOnce(Operation operation, List<Guest> callers) throws Exception {
        var rules = rulesOf(operation);
        List<String> wrong = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var checks = callers.stream()
                    .map(guest -> threads.submit(() -> surprise(operation, rules, guest)))
                    .toList();
            for (var check : checks) {
                check.get().ifPresent(wrong::add);
            }
        }
        return wrong;
    }

    private Optional<String> surprise(Operation operation, List<Access> rules, Guest guest) {
        var answer = operation.call(as(guest));
        var expected = verdict(rules, guest);
        var verdict = Verdict.of(answer.text("/code"));
        boolean right = verdict == expected && answer.status() < 500 && operation.secured() != isPublic(rules);
        return right
                ? Optional.empty()
                : Optional.of(operation + " to " + guest + ": " + answer.status() + " " + answer.text("/code") + " for "
                        + expected);
    }

    /** A route made of several RPCs shows what some of them give. */
    private static Verdict verdict(List<Access> rules, Guest guest) {
        var verdicts = rules.stream().map(guest::verdict).toList();
        return verdicts.contains(Verdict.LET_IN) ? Verdict.LET_IN : verdicts.getFirst();
    }

    private static boolean isPublic(List<Access> rules) {
        return rules.stream().allMatch(rule -> rule.getRule() == Rule.RULE_PUBLIC);
    }

    private List<Access> rulesOf(Operation operation) {
        if (operation.id().equals("getHealth")) {
            return List.of(PUBLIC);
        }
        var ofItsName = operation.id().substring(0, 1).toUpperCase(Locale.ROOT)
                + operation.id().substring(1);
        return RPCS_OF.getOrDefault(operation.id(), List.of(ofItsName)).stream()
                .map(name -> rpcs.stream()
                        .filter(rpc -> rpc.method().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("Which RPC is behind " + operation + " (" + operation.id()
                                + ")? Say it in AccessWalkIT.RPCS_OF"))
                        .access())
                .toList();
    }

    private Rest as(Guest guest) {
        return guest.token().isEmpty() ? stack.rest() : stack.rest().as(guest.token());
    }

    private static Map<String, String> resourcesOf(Account account) {
        var task = account.rest().post("/api/v1/tasks", Map.of("title", "Private"));
        var token = account.rest().post("/api/v1/api-tokens", Map.of("name", "a", "scopes", List.of("tasks.read")));
        assertThat(token.status()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(20)).until(() -> !account.rest()
                .get("/api/v1/notifications")
                .text("/notifications/0/id")
                .isEmpty());
        assertThat(task.status()).isEqualTo(201);
        return resourcesStillThere(account);
    }

    private static Map<String, String> resourcesStillThere(Account account) {
        var rest = account.rest();
        return Map.of(
                "tasks", rest.get("/api/v1/tasks").text("/tasks/0/id"),
                "notifications", first(rest.get("/api/v1/notifications?unread=true"), "/notifications"),
                "sessions", rest.get("/api/v1/sessions").text("/sessions/0/id"),
                "api-tokens", rest.get("/api/v1/api-tokens").text("/api_tokens/0/id"));
    }

    private static String first(Answer list, String pointer) {
        var items = list.body().at(pointer);
        return items.get(items.size() - 1).get("id").asText();
    }

    private static Map<String, String> said(Answer answer, String id) {
        return Map.of(
                "status", "" + answer.status(),
                "code", answer.text("/code"),
                "title", answer.text("/title"),
                "detail", answer.text("/detail").replace(id, "ID"),
                "type", answer.text("/type"));
    }
}
