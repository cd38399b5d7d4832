package io.todosystem.bff.connection;

import io.micronaut.http.HttpHeaders;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.todosystem.bff.exchange.Exchange;
import io.todosystem.bff.problem.Problem;
import io.todosystem.platform.grpc.RequestId;
import java.nio.charset.StandardCharsets;

/** Answers that no controller and no filter has seen. */
final class PlainAnswer {
    private PlainAnswer() {}

    /** A problem after which the connection is closed. */
    static FullHttpResponse problem(HttpResponseStatus status, String code, String detail) {
        var json = """
                {"type":"%s","title":"%s","status":%d,"detail":"%s","instance":null,"code":"%s","errors":[],"trace_id":null}""".formatted(Problem.type(code), Problem.title(code), status.code(), detail, code);
        var body = Unpooled.copiedBuffer(json, StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaders.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaders.CONNECTION, "close");
        if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            response.headers().set(HttpHeaders.RETRY_AFTER, "1");
        }
        return response;
    }

    /** Whether the answer passed the filters, which give each its id. */
    static boolean isComplete(HttpResponse response) {
        return response.headers().contains(Exchange.REQUEST_ID);
    }

    /** Gives it what the filters would have given it. */
    static void complete(HttpResponse response) {
        response.headers().set(Exchange.REQUEST_ID, RequestId.keepOrMake(null));
        Exchange.DEFAULTS.forEach((name, value) -> {
            if (!response.headers().contains(name)) {
                response.headers().set(name, value);
            }
        });
    }
}
