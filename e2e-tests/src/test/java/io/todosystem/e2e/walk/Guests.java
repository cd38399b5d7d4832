package io.todosystem.e2e.walk;

import io.todosystem.e2e.Administrators;
import io.todosystem.e2e.Rest.Account;
import io.todosystem.e2e.Stack;
import io.todosystem.platform.auth.Scopes;
import io.todosystem.proto.access.v1.Scope;
import io.todosystem.proto.auth.v1.AuthServiceGrpc;
import io.todosystem.proto.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.todosystem.proto.auth.v1.IssueServiceTokenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes one of each kind. */
record Guests(Stack stack, Account account) {
    private static final List<String> CLIENTS = List.of("tasks", "notification", "bff", "operator");

    List<Guest> all() {
        List<Guest> guests = new ArrayList<>();
        guests.add(new Guest.Nobody());
        guests.add(new Guest.Person(account.accessToken(), false));
        guests.add(new Guest.Person(Administrators.accessToken(stack), true));
        CLIENTS.forEach(client -> guests.add(process(client)));
        guests.addAll(programs());
        return guests;
    }

    /** For each scope one that holds it alone, and one that holds all but it. */
    List<Guest> programs() {
        List<Guest> programs = new ArrayList<>();
        for (Scope scope : Scopes.ALL) {
            programs.add(program(Set.of(scope)));
            programs.add(
                    program(Scopes.ALL.stream().filter(other -> other != scope).collect(Collectors.toSet())));
        }
        return programs;
    }

    Guest.Program program(Set<Scope> scopes) {
        var made = account.rest()
                .post(
                        "/api/v1/api-tokens",
                        Map.of(
                                "name",
                                "walk",
                                "scopes",
                                scopes.stream().map(Scopes::name).toList()));
        if (made.status() != 201) {
            throw new AssertionError(made);
        }
        return new Guest.Program(made.text("/token"), scopes);
    }

    /** A further session, which a call may end. */
    Guest.Person signedIn() {
        var answer = stack.rest()
                .post("/api/v1/auth/login", Map.of("email", account.email(), "password", account.password()));
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return new Guest.Person(answer.text("/access_token"), false);
    }

    Guest.Process process(String client) {
        return new Guest.Process(
                auth().issueServiceToken(IssueServiceTokenRequest.newBuilder()
                                .setClientId(client)
                                .setClientSecret(stack.clientSecret(client))
                                .build())
                        .getAccessToken(),
                client);
    }

    private AuthServiceBlockingStub auth() {
        return AuthServiceGrpc.newBlockingStub(stack.channel("auth"));
    }
}
