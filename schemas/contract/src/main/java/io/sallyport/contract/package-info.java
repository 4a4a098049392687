/** The seams between the roles: topics, headers, ids, codes and signed records. */
@NullMarked
package io.sallyport.contract;

import org.jspecify.annotations.NullMarked;
