package io.todosystem.bff.docs;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import io.todosystem.bff.auth.Public;
import io.todosystem.bff.problem.Refusal;
import java.net.URI;
import java.util.Map;

/** The OpenAPI document, and Swagger UI from the class path: a fixed set of files, so no path leads anywhere else. */
@Public
@Hidden
@Controller
final class DocsController {
    /** Swagger UI sets style attributes; scripts come from here alone, and "try it out" calls here alone. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Resource document = Resource.ofText(
            OpenApiDocument.lift(Resource.text("META-INF/swagger/openapi.yml")), "application/yaml; charset=utf-8");
    private final Map<String, Resource> files = Map.of(
            "index.html", Resource.of("docs/index.html", "text/html; charset=utf-8"),
            "initializer.js", Resource.of("docs/initializer.js", "text/javascript"),
            "swagger-ui.css", Resource.ofSwagger("swagger-ui.css", "text/css"),
            "swagger-ui-bundle.js", Resource.ofSwagger("swagger-ui-bundle.js", "text/javascript"),
            "favicon-32x32.png", Resource.ofSwagger("favicon-32x32.png", "image/png"));

    @Get("/openapi.yaml")
    @Produces(MediaType.ALL)
    HttpResponse<byte[]> document() {
        return serve(document);
    }

    @Get("/docs")
    @Produces(MediaType.ALL)
    HttpResponse<byte[]> docs() {
        return HttpResponse.temporaryRedirect(URI.create("/docs/index.html"));
    }

    @Get("/docs/{file}")
    @Produces(MediaType.ALL)
    HttpResponse<byte[]> file(@PathVariable String file) {
        var resource = files.get(file);
        if (resource == null) {
            throw new Refusal(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is nothing at this path.");
        }
        return serve(resource);
    }

    private static HttpResponse<byte[]> serve(Resource resource) {
        return resource.answer()
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY);
    }
}
