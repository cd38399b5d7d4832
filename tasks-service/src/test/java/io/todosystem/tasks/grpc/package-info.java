@NullMarked
package io.todosystem.tasks.grpc;

import org.jspecify.annotations.NullMarked;
