package io.todosystem.platform.grpc;

/** RPCs that machines call all the time: neither logged nor traced, on no side. */
public final class QuietMethods {
    private static final String REVOCATIONS = "/ListRevocations";

    private QuietMethods() {}

    public static boolean contains(String fullMethodName) {
        return fullMethodName.startsWith("grpc.") || fullMethodName.endsWith(REVOCATIONS);
    }

    /** What every process lives by: nothing else may crowd it out. */
    public static boolean isVital(String fullMethodName) {
        return fullMethodName.endsWith(REVOCATIONS);
    }
}
