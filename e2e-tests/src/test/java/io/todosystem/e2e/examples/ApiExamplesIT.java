package io.todosystem.e2e.examples;

import io.todosystem.e2e.Administrators;
import io.todosystem.e2e.ByAddress;
import io.todosystem.e2e.Stack;
import io.todosystem.e2e.walk.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/api_examples.http} works from its first line to its last, and leaves no operation out. */
@ByAddress
@ExtendWith(Stack.Extension.class)
class ApiExamplesIT {
    private static final Path FILE = Path.of("..", "docs", "api_examples.http");

    private final Stack stack;

    ApiExamplesIT(Stack stack) {
        this.stack = stack;
        stack.recover();
    }

    @Test
    void every_example_is_answered_with_the_status_that_it_expects() throws Exception {
        var file = HttpFile.read(FILE);
        var variables = new HashMap<>(file.variables());
        var email = "root." + UUID.randomUUID() + "@example.com";
        Administrators.create(stack, email, file.variables().get("adminPassword"));
        assertThat(variables.put("base", stack.http().toString())).isEqualTo("http://localhost:8080");
        assertThat(variables.put("adminEmail", email)).isNotNull();

        var conversation = new Conversation(variables);
        List<String> called = new ArrayList<>();
        for (var example : file.examples()) {
            var answer = conversation.send(example);
            assertThat(answer.statusCode())
                    .as("%s:%d %s %s: %s", FILE, example.line(), example.method(), example.url(), answer.body())
                    .isEqualTo(example.expected());
            called.add(example.method() + " " + conversation.uri(example).getPath());
        }

        // The stream has no end, which the tools for such files do not take well.
        assertThat(Operation.all(stack.rest()))
                .hasSizeGreaterThan(30)
                .filteredOn(operation -> !operation.template().endsWith("/stream"))
                .allSatisfy(operation -> assertThat(called)
                        .as(operation.id())
                        .anyMatch(call -> call.matches(
                                operation.method() + " " + operation.template().replaceAll("\\{\\w+}", "[\\\\w-]+"))));
    }
}
