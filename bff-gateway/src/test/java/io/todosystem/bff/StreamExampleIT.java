package io.todosystem.bff;

import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.todosystem.bff.Answers.parse;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StreamExampleIT {
    private static final String DATA = "data: ";

    /** How a stream begins: the time to wait before the next. */
    private static final String PREAMBLE = "retry: ";

    @Test
    @Timeout(60)
    void an_event_of_the_stream_looks_like_its_example() throws Exception {
        try (var gateway = new Gateway()) {
            var openApi = new ServedOpenApi(
                    gateway.server.getApplicationContext().getBean(JsonMapper.class),
                    gateway.get("/openapi.yaml", "").body());
            var operation = requireNonNull(openApi.operations().get(OpenApiIT.STREAM));
            var answer = operation.get("responses").get("200");
            var example = requireNonNull(openApi.example(ServedOpenApi.schemaOf(answer)))
                    .getStringValue();
            assertThat(members(event(gateway, ServedOpenApi.mediaType(answer))))
                    .contains("id", "event", "data/id")
                    .isEqualTo(members(example.lines().toList()));
        }
    }

    private static List<String> event(Gateway gateway, String mediaType) throws IOException, InterruptedException {
        var path = OpenApiIT.STREAM.substring("GET ".length());
        var request = Gateway.authorized(gateway.request("GET", path, ""), gateway.accounts.signUp("ada"));
        var response = gateway.http().send(request.build(), BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(mediaType);
        await().until(() -> gateway.notifications.openStreams() == 1);
        gateway.notifications.notify("task.completed");
        try (var lines = response.body()) {
            var reader = lines.filter(line -> !line.startsWith(PREAMBLE)).iterator();
            var event = new ArrayList<String>();
            do {
                event.add(reader.next());
            } while (!event.getLast().startsWith(DATA));
            return event;
        }
    }

    /** Names of the fields of an event, and of the members of its data. */
    private static Set<String> members(List<String> lines) {
        Set<String> names = new TreeSet<>();
        for (var line : lines) {
            if (line.startsWith(DATA)) {
                parse(line.substring(DATA.length())).entries().forEach(member -> names.add("data/" + member.getKey()));
            } else if (line.indexOf(':') > 0) {
                names.add(line.substring(0, line.indexOf(':')));
            }
        }
        return names;
    }
}
