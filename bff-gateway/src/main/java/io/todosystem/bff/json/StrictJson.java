package io.todosystem.bff.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.io.buffer.ReferenceCounted;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.MessageBodyReader;
import io.micronaut.jackson.core.tree.JsonNodeTreeCodec;
import io.micronaut.json.tree.JsonNode;
import io.todosystem.bff.problem.Problem;
import io.todosystem.bff.problem.Refusal;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the bodies of requests, and takes nothing that it does not understand to the last member.
 *
 * <p>Refused with 400: what is not JSON in UTF-8, members given twice or unknown, values of another type, nesting
 * deeper than {@value #MAXIMUM_DEPTH}, more than {@value #MAXIMUM_TOKENS} tokens, NUL and halves of surrogate pairs in
 * strings. The refusal points at the member and never repeats a value, which may be a password.
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
@Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
final class StrictJson<T> implements MessageBodyReader<T> {
    private static final int MAXIMUM_DEPTH = 16;

    /** A tree takes much more memory than its text: {@code [[],[],…} of 1 MiB some thirty. */
    private static final int MAXIMUM_TOKENS = 20_000;

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAXIMUM_DEPTH)
                    .maxNumberLength(100)
                    .maxNameLength(200)
                    .maxTokenCount(MAXIMUM_TOKENS)
                    .build())
            .build();

    @Override
    public boolean isReadable(Argument<T> type, MediaType mediaType) {
        return type.getType() == MergePatch.class || JsonShape.isKnown(type);
    }

    @Override
    public T read(Argument<T> type, MediaType mediaType, Headers headers, ByteBuffer<?> body) {
        var value = read(type, body.toByteArray());
        if (body instanceof ReferenceCounted counted) {
            counted.release(); // after a refusal the framework does it
        }
        return value;
    }

    @Override
    public T read(Argument<T> type, MediaType mediaType, Headers headers, InputStream body) {
        try (body) {
            return read(type, body.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    T read(Argument<T> type, byte[] body) {
        return JsonShape.read(type, tree(decode(body)));
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(java.nio.ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8.", "");
        }
    }

    private JsonNode tree(String text) {
        try (JsonParser parser = json.createParser(text)) {
            return tree(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw malformed("The body is empty.", "");
            }
            var tree = JsonNodeTreeCodec.getInstance().readTree(parser);
            if (parser.nextToken() != null) {
                throw malformed("Something follows the JSON value.", "");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw malformed(
                    "The JSON is nested too deeply, has too many values, or a name or number that is too long.",
                    pointer(parser));
        } catch (JsonProcessingException e) {
            throw malformed(problem(e), pointer(parser));
        }
    }

    private static String problem(JsonProcessingException e) {
        if (e.getOriginalMessage().startsWith("Duplicate field")) {
            return "A member is given twice.";
        }
        var where = e.getLocation();
        return where == null
                ? "The body is not JSON."
                : "The body is not JSON: line " + where.getLineNr() + ", column " + where.getColumnNr() + ".";
    }

    private static String pointer(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    private static Refusal malformed(String detail, String pointer) {
        return new Refusal(
                HttpStatus.BAD_REQUEST, "MALFORMED_JSON", detail, List.of(new Problem.Fault(pointer, detail)));
    }
}
