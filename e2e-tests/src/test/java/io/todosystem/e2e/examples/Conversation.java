package io.todosystem.e2e.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todosystem.e2e.examples.HttpFile.Example;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends examples one after the other; each may refer to the answers before it. */
final class Conversation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{([^}]+)}}");
    private static final Pattern OF_ANSWER =
            Pattern.compile("(\\w+)\\.response\\.(?:body\\.\\$\\.([\\w.]+)|headers\\.([\\w-]+))");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> variables;
    private final Map<String, HttpResponse<String>> answers = new HashMap<>();

    Conversation(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    HttpResponse<String> send(Example example) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(example))
                .timeout(Duration.ofSeconds(20))
                .method(example.method(), BodyPublishers.ofString(resolve(example.body())));
        example.headers().forEach((name, value) -> request.header(name, resolve(value)));
        var answer = client.send(request.build(), BodyHandlers.ofString());
        answers.put(example.name(), answer);
        return answer;
    }

    URI uri(Example example) {
        return URI.create(resolve(example.url()));
    }

    private String resolve(String text) {
        var resolved = text;
        while (REFERENCE.matcher(resolved).find()) {
            resolved = REFERENCE.matcher(resolved).replaceAll(reference -> Matcher.quoteReplacement(value(reference)));
        }
        return resolved;
    }

    private String value(MatchResult reference) {
        var name = reference.group(1);
        var ofAnswer = OF_ANSWER.matcher(name);
        if (name.equals("$guid")) {
            return UUID.randomUUID().toString();
        }
        if (ofAnswer.matches()) {
            return ofAnswer.group(2) == null
                    ? header(ofAnswer.group(1), ofAnswer.group(3))
                    : member(ofAnswer.group(1), ofAnswer.group(2));
        }
        return require(variables.get(name), name);
    }

    private String header(String example, String name) {
        return require(answers.get(example), example).headers().firstValue(name).orElseThrow(() -> missing(name));
    }

    private String member(String example, String path) {
        try {
            JsonNode body = JSON.readTree(require(answers.get(example), example).body());
            JsonNode found = body.at("/" + path.replace('.', '/'));
            if (!found.isValueNode()) {
                throw missing(example + "." + path);
            }
            return found.asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T require(T found, String name) {
        if (found == null) {
            throw missing(name);
        }
        return found;
    }

    private static IllegalStateException missing(String name) {
        return new IllegalStateException("there is no " + name);
    }
}
