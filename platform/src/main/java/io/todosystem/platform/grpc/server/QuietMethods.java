package io.todosystem.platform.grpc.server;

/** RPCs that machines call all the time: neither logged nor traced. */
final class QuietMethods {
    private QuietMethods() {}

    static boolean contains(String fullMethodName) {
        return fullMethodName.startsWith("grpc.") || fullMethodName.endsWith("/ListRevocations");
    }
}
