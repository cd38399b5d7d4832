/** What services wrote down of the requests they had a part in. */
@NullMarked
package io.todosystem.localstack.trace;

import org.jspecify.annotations.NullMarked;
