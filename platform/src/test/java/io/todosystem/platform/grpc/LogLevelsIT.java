package io.todosystem.platform.grpc;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Levels that are changed while the process runs. */
final class LogLevelsIT {
    private static final String NAME = "io.todosystem.of.the.test";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ServerUnderTest server;
    private static String operator;

    @BeforeAll
    static void start() {
        server = new ServerUnderTest(Map.of());
        operator = server.auth.tokenForService("operator");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_line_of_debug_appears_and_goes_away_again() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(NAME + ".Deep");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.debug("before");

        assertThat(set(operator, NAME, "DEBUG").statusCode()).isEqualTo(200);
        logger.debug("while it is on");
        assertThat(send(operator, "GET", "").body()).contains("\"" + NAME + "\":\"DEBUG\"");
        assertThat(set(operator, NAME, "RESET").statusCode()).isEqualTo(200);
        logger.debug("after");

        assertThat(lines.list).extracting(ILoggingEvent::getMessage).containsExactly("while it is on");
        assertThat(send(operator, "GET", "").body()).doesNotContain(NAME);
    }

    @Test
    void a_library_goes_back_to_the_level_that_it_had() throws Exception {
        assertThat(set(operator, "org.apache.kafka", "INFO").body()).contains("\"org.apache.kafka\":\"INFO\"");
        assertThat(set(operator, "org.apache.kafka", "ERROR").statusCode()).isEqualTo(200);

        assertThat(set(operator, "org.apache.kafka", "RESET").body()).contains("\"org.apache.kafka\":\"WARN\"");
    }

    @Test
    void nobody_but_the_operator_is_let_in() throws Exception {
        assertThat(set("", NAME, "DEBUG").statusCode()).isEqualTo(401);
        assertThat(set("nonsense", NAME, "DEBUG").statusCode()).isEqualTo(401);
        assertThat(set(server.auth.tokenFor(UUID.randomUUID()), NAME, "DEBUG").statusCode())
                .isEqualTo(403);
        assertThat(set(server.auth.tokenForService("bff"), NAME, "DEBUG").statusCode())
                .isEqualTo(403);
        assertThat(send("", "GET", "").statusCode()).isEqualTo(401);
        assertThat(((Logger) LoggerFactory.getLogger(NAME)).isDebugEnabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty/DEBUG",
                "ROOT/DEBUG",
                "io.todosystemx/TRACE",
                NAME + "/LOUD",
                NAME + "/debug",
                NAME + "/ALL"
            })
    void libraries_stay_at_info_and_what_is_no_level_is_refused(String change) throws Exception {
        String before = send(operator, "GET", "").body();

        assertThat(send(operator, "POST", "/" + change).statusCode()).isEqualTo(400);
        assertThat(send(operator, "GET", "").body()).isEqualTo(before);
    }

    private static HttpResponse<String> set(String token, String logger, String level)
            throws IOException, InterruptedException {
        return send(token, "POST", "/" + logger + "/" + level);
    }

    private static HttpResponse<String> send(String token, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.managementPort() + "/loglevels" + path))
                .method(method, BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
