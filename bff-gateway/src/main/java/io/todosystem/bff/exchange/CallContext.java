package io.todosystem.bff.exchange;

import io.grpc.Context;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Carries the {@link Context} of the request's RPCs to whichever thread works on the request. */
public record CallContext(Context context) implements ThreadPropagatedContextElement<Context> {
    /** Puts more into the request's context. */
    public static void change(MutablePropagatedContext propagated, UnaryOperator<Context> change) {
        var present = propagated.getContext().find(CallContext.class);
        var changed =
                new CallContext(change.apply(present.map(CallContext::context).orElse(Context.ROOT)));
        present.ifPresentOrElse(old -> propagated.replace(old, changed), () -> propagated.add(changed));
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
