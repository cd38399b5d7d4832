package io.todosystem.bff;

import com.fasterxml.jackson.core.JsonFactory;
import io.micronaut.jackson.core.tree.JsonNodeTreeCodec;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import org.assertj.core.api.AbstractStringAssert;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks into answers. */
final class Answers {
    private static final JsonFactory JSON = new JsonFactory();

    private Answers() {}

    static JsonNode json(HttpResponse<String> response) {
        return parse(response.body());
    }

    static JsonNode parse(String text) {
        try (var parser = JSON.createParser(text)) {
            return JsonNodeTreeCodec.getInstance().readTree(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(JsonNode node, String member) {
        var value = node.get(member);
        assertThat(value).as(member + " of " + node).isNotNull();
        return value.getStringValue();
    }

    static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The answer is a complete problem document with this status and code; gives its text for more. */
    static AbstractStringAssert<?> assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "X-Request-Id")).isNotEmpty();
        var problem = json(response);
        assertThat(text(problem, "code")).isEqualTo(code);
        assertThat(text(problem, "type"))
                .isEqualTo("urn:todosystem:problem:"
                        + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        assertThat(text(problem, "title")).isNotEmpty();
        assertThat(text(problem, "detail")).isNotEmpty();
        assertThat(text(problem, "instance")).isEqualTo(response.request().uri().getRawPath());
        assertThat(problem.get("status").getIntValue()).isEqualTo(status);
        assertThat(problem.get("errors").isArray()).isTrue();
        assertThat(text(problem, "trace_id")).matches("[0-9a-f]{32}");
        return assertThat(response.body());
    }
}
