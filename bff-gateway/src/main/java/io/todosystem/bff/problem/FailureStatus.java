package io.todosystem.bff.problem;

import io.grpc.Status.Code;

/** Which HTTP status a failure of a service becomes: the whole table, by code and reason. */
final class FailureStatus {
    /** The client went away before the answer; it stands only in the log. */
    static final int CLIENT_CLOSED_REQUEST = 499;

    private FailureStatus() {}

    /**
     * The status.
     *
     * @param conditional the request named the state that it expects (If-Match)
     */
    static int of(Code code, String reason, boolean conditional) {
        return switch (code) {
            case INVALID_ARGUMENT -> reason.equals("IDEMPOTENCY_KEY_REUSED") ? 422 : 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, FAILED_PRECONDITION -> 409;
            case ABORTED -> conditional && reason.equals("ETAG_MISMATCH") ? 412 : 409;
            // gRPC reports a message that is too large by the code of a limit.
            case RESOURCE_EXHAUSTED ->
                switch (reason) {
                    case "MESSAGE_TOO_LARGE" -> 413;
                    // Not this caller asked too often: all of them together did.
                    case "TOO_MANY_CALLS", "TOO_MANY_NEW_TOKENS" -> 503;
                    default -> 429;
                };
            case OUT_OF_RANGE -> 410;
            case UNIMPLEMENTED -> 501;
            case CANCELLED -> CLIENT_CLOSED_REQUEST;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case OK, INTERNAL, UNKNOWN, DATA_LOSS -> 500;
        };
    }

    /** Code of a problem that the service gave no reason for, and of one whose reason is nobody's business. */
    static String code(int status) {
        return switch (status) {
            case 400 -> "INVALID_REQUEST";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 405 -> "METHOD_NOT_ALLOWED";
            case 406 -> "NOT_ACCEPTABLE";
            case 409 -> "CONFLICT";
            case 410 -> "GONE";
            case 412 -> "ETAG_MISMATCH";
            case 413 -> "TOO_LARGE";
            case 415 -> "UNSUPPORTED_MEDIA_TYPE";
            case 429 -> "TOO_MANY_REQUESTS";
            case CLIENT_CLOSED_REQUEST -> "CANCELLED";
            case 501 -> "UNIMPLEMENTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_REQUEST" : "INTERNAL";
        };
    }

    /** What to say when nobody said it better. */
    static String detail(int status) {
        return switch (status) {
            case 400 ->
                "The request is not well-formed: look at its headers and at the percent-encoding of its path and query.";
            case 401 -> "Sign in: send a valid access token as Authorization: Bearer.";
            case 403 -> "You may not do this.";
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path does not take this method; Allow names those that it takes.";
            case 406 -> "No answer of this path has a type that Accept names.";
            case 409 -> "This conflicts with the present state.";
            case 410 -> "This is no longer kept.";
            case 412 -> "It was changed in the meantime: read it again.";
            case 413 ->
                "The request is too large: a body may have 1 MiB, the path with its query 4 KiB, all headers 8 KiB.";
            case 415 -> "The body's type is not taken here.";
            case 429 -> "Too many requests: wait as long as Retry-After says.";
            case CLIENT_CLOSED_REQUEST -> "The request was cancelled.";
            case 501 -> "This is not there yet.";
            case 503 -> "A service that this needs is not available: try again.";
            case 504 -> "A service that this needs took too long: try again.";
            default ->
                status < 500 ? "The request is not understood." : "Something went wrong here. It has been logged.";
        };
    }
}
