package io.todosystem.bff.http;

import io.grpc.Context;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import org.jspecify.annotations.Nullable;

/** Carries the {@link Context} of the request's RPCs to whichever thread works on the request. */
public record CallContext(Context context) implements ThreadPropagatedContextElement<Context> {
    /** Exchanges the request's context for one with more in it. */
    public static void replace(MutablePropagatedContext propagated, Context context) {
        propagated
                .getContext()
                .find(CallContext.class)
                .ifPresentOrElse(
                        old -> propagated.replace(old, new CallContext(context)),
                        () -> propagated.add(new CallContext(context)));
    }

    @Override
    public Context updateThreadContext() {
        return context.attach();
    }

    @Override
    public void restoreThreadContext(@Nullable Context previous) {
        context.detach(previous == null ? Context.ROOT : previous);
    }
}
