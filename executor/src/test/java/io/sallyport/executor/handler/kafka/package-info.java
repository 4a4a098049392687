@NullMarked
package io.sallyport.executor.handler.kafka;

import org.jspecify.annotations.NullMarked;
