package io.todosystem.bff.docs;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A file of the class path, read once. */
final class Resource {
    private final byte[] content;
    private final String type;

    private Resource(byte[] content, String type) {
        this.content = content;
        this.type = type;
    }

    static Resource of(String path, String type) {
        return new Resource(read(path), type);
    }

    static Resource ofText(String text, String type) {
        return new Resource(text.getBytes(StandardCharsets.UTF_8), type);
    }

    /** A file of the Swagger UI on the class path, whichever version that is. */
    static Resource ofSwagger(String name, String type) {
        return of("META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/" + name, type);
    }

    MutableHttpResponse<byte[]> answer() {
        return HttpResponse.ok(content).contentType(type);
    }

    private static String swaggerVersion() {
        var properties = new Properties();
        try (var in = open("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    static String text(String path) {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    private static byte[] read(String path) {
        try (var in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) throws IOException {
        var in = Resource.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IOException(path + " is not on the class path");
        }
        return in;
    }
}
