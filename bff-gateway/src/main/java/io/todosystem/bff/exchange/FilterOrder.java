package io.todosystem.bff.exchange;

/** In which order the filters see a request; all come after tracing, so that they log and answer with its ids. */
public final class FilterOrder {
    public static final int DEADLINE = 19_300;
    public static final int EXCHANGE = 19_400;
    public static final int ADMISSION = 19_500;
    public static final int AUTHENTICATION = 39_000;
    public static final int USER_LIMIT = 39_200;
    public static final int RULES = 39_300;
    public static final int LATE_ADMISSION = 39_400;

    private FilterOrder() {}
}
