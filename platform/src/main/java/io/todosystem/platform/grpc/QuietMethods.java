package io.todosystem.platform.grpc;

/** RPCs that machines call all the time: neither logged nor traced, on no side. */
public final class QuietMethods {
    private QuietMethods() {}

    public static boolean contains(String fullMethodName) {
        return fullMethodName.startsWith("grpc.") || fullMethodName.endsWith("/ListRevocations");
    }
}
